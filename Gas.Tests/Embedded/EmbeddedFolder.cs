using Gas.Pipeline.Embedded;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Embedded;

/// <summary>The embedded provider on a folder of its own, which can be closed and opened again as a restart does.</summary>
internal sealed class EmbeddedFolder : IDisposable
{
    private readonly Lock _lock = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-embedded-");
    private ServiceProvider? _services;

    public string Path => _folder.FullName;

    public TestClock Clock { get; } = new();

    public RecordedLog Log { get; } = new();

    public IJobStore Jobs => Service<IJobStore>();

    public IJobQueue Queue => Service<IJobQueue>();

    public IFileStore Files => Service<IFileStore>();

    public IVault Vault => Service<IVault>();

    public VaultOptions VaultOptions => Service<IOptions<EmbeddedOptions>>().Value.Vault;

    public SqliteDatabase Database => Service<SqliteDatabase>();

    public void Close()
    {
        _services?.Dispose();
        _services = null;
    }

    public void Dispose()
    {
        Close();
        _folder.Delete(recursive: true);
    }

    private T Service<T>()
        where T : notnull
    {
        lock (_lock)
        {
            return (_services ??= Open()).GetRequiredService<T>();
        }
    }

    private ServiceProvider Open()
    {
        var settings = new Dictionary<string, string?> { ["Embedded:DataPath"] = Path };
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton<TimeProvider>(Clock)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddEmbedded()
            .BuildServiceProvider();
    }
}
