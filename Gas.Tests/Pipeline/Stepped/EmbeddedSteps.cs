using Gas.Pipeline.Embedded;
using Gas.Tests.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gas.Tests.Pipeline.Stepped;

/// <summary>The embedded provider on a folder of its own.</summary>
internal sealed class EmbeddedSteps() : SteppedProvider(new TestClock())
{
    private readonly VaultOptions _vault = new();

    /// <summary>In memory where there is such a place: how the disk is flushed is what other tests look at.</summary>
    private readonly DirectoryInfo _folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"gas-stepped-{Guid.NewGuid():n}"));

    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Embedded:DataPath"] = _folder.FullName };

    public override bool HasExpeditedCapacity
    {
        set => _vault.ExpeditedCapacity = value ? new VaultOptions().ExpeditedCapacity : 0;
    }

    public override TimeSpan OutputTime => _vault.OutputTime;

    public override bool MergesMessages => true;

    public override Task NextWait => Time.NextTimer;

    /// <summary>The files of archives.</summary>
    public string[] Archives => Directory.GetFiles(Path.Combine(_folder.FullName, "vault"), "*", SearchOption.AllDirectories);

    public override void Wire(IServiceCollection services)
    {
        services.PostConfigure<EmbeddedOptions>(options => options.Vault = _vault);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
    }

    public override Task PassAsync(TimeSpan span)
    {
        Time.Advance(span);
        return Task.CompletedTask;
    }

    public override int CountArchives() => Archives.Length;

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
