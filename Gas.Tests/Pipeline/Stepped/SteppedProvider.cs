using Gas.Tests.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Pipeline.Stepped;

/// <summary>What a stepped pipeline stands on. It outlives the processes that die and are started again.</summary>
internal abstract class SteppedProvider(TestClock time) : IAsyncDisposable
{
    public TestClock Time => time;

    /// <summary>With these the product finds its way here.</summary>
    public abstract IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Whether the vault grants expedited retrievals.</summary>
    public abstract bool HasExpeditedCapacity { set; }

    /// <summary>After so long a retrieval's output is gone for sure.</summary>
    public abstract TimeSpan OutputTime { get; }

    /// <summary>Whether several messages for one job at one stage become one, which has been delivered as often as all of them.</summary>
    public abstract bool MergesMessages { get; }

    /// <summary>Completes when a receiver has found nothing and begins to wait.</summary>
    public abstract Task NextWait { get; }

    /// <summary>Has the next process run by the test's clock, and whatever else it needs here.</summary>
    public abstract void Wire(IServiceCollection services);

    /// <summary>Lets time pass for the process and for what it stands on.</summary>
    public abstract Task PassAsync(TimeSpan span);

    /// <summary>The archives that really lie in the vault, with whatever may lie beside them.</summary>
    public abstract int CountArchives();

    public abstract ValueTask DisposeAsync();
}
