using Bunit;
using Gas.Blazor.Operation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Gas.Tests.Pipeline;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace Gas.Tests.Blazor;

/// <summary>What components need around them: MudBlazor, a clock that the test moves, and a feed. Tests with services of their own add them, then call <see cref="BeInteractive"/>, after which none can be added.</summary>
public abstract class PageContext : BunitContext
{
    protected PageContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(Feed);
        Services.AddSingleton(Lag);
        Services.AddSingleton(Modes);
    }

    protected FakeTimeProvider Time { get; } = new(SampleJobs.Start);

    protected JobFeed Feed { get; } = new();

    protected ModeNews Modes { get; } = new(new WorkGate());

    private protected static CountLag Lag { get; } = new(TimeSpan.FromSeconds(8));

    protected void BeInteractive() => Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));

    private protected static Job Running(long version = 2) => SampleJobs.In(JobState.Annotating, SampleJobs.Lease()) with { Version = version };
}
