using System.Text;
using Bunit;
using Gas.Blazor.Components.Jobs;
using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor;

public sealed class LogPanelTests : PageContext
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-log-");

    public LogPanelTests()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Embedded:DataPath"] = _folder.FullName }).Build();
        Services.AddSingleton<IConfiguration>(settings);
        Services.AddGasPipeline(settings);
        BeInteractive();
    }

    [Fact]
    public async Task A_log_is_read_when_it_is_opened()
    {
        var panel = Show(await WriteAsync("59 records\n"));
        Assert.Empty(panel.FindAll("pre"));

        await panel.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);

        panel.WaitForAssertion(() => Assert.Equal("59 records\n", panel.Find("pre").TextContent));
        Assert.DoesNotContain("The end of it", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_long_log_the_end_is_shown()
    {
        var panel = Show(await WriteAsync(new string('a', 100_000) + "the end"));

        await panel.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);

        panel.WaitForAssertion(() => Assert.EndsWith("the end", panel.Find("pre").TextContent, StringComparison.Ordinal));
        Assert.Equal(64 * 1024, panel.Find("pre").TextContent.Length);
        Assert.Contains("The end of it", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_says_so()
    {
        var panel = Show(new StoredFile("results/none/log.txt", 10, new string('a', 64)));

        await panel.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);

        panel.WaitForAssertion(() => Assert.Contains("could not be read", panel.Markup, StringComparison.Ordinal));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        _folder.Delete(recursive: true);
    }

    private async Task<StoredFile> WriteAsync(string text)
    {
        await using var draft = await Services.GetRequiredService<IFileStore>().CreateAsync("results/x/log.txt", CancellationToken.None);
        await draft.Content.WriteAsync(Encoding.UTF8.GetBytes(text), CancellationToken.None);
        return await draft.CommitAsync(CancellationToken.None);
    }

    private IRenderedComponent<LogPanel> Show(StoredFile log) => Render<LogPanel>(parameters => parameters.Add(panel => panel.Log, log));
}
