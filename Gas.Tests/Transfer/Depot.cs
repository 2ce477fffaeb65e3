using System.Security.Cryptography;
using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Transfer;
using Gas.Tests.Faults;
using Gas.Tests.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Transfer;

/// <summary>A provider with what a command has of it: ports, no workers; and accounts in memory.</summary>
internal sealed class Depot : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Depot(IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection, IConfiguration>? add = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddSingleton<IOwners>(Owners);
        services.AddProvider(configuration);
        services.AddTransfer();
        add?.Invoke(services, configuration);
        services.Decorate<IJobStore>(inner => new FaultyJobStore(inner, Faults));
        services.Decorate<IFileStore>(inner => new FaultyFileStore(inner, Faults));
        _services = services.BuildServiceProvider();
    }

    /// <summary>The embedded provider, whose archives come back at once.</summary>
    public static Depot Embedded(string folder, Action<IServiceCollection, IConfiguration>? add = null, params IEnumerable<KeyValuePair<string, string?>> settings) => new(
        [
            new("Embedded:DataPath", folder),
            new("Embedded:Vault:ExpeditedTime", "00:00:00"),
            new("Embedded:Vault:StandardTime", "00:00:00"),
            .. settings,
        ],
        add);

    public TestOwners Owners { get; } = new();

    public FaultPlan Faults { get; } = new();

    /// <summary>What the operator was told.</summary>
    public List<string> Said { get; } = [];

    /// <summary>Without faults, for those who only look.</summary>
    public IJobStore Store => ((FaultyJobStore)Get<IJobStore>()).Inner;

    public IFileStore Files => ((FaultyFileStore)Get<IFileStore>()).Inner;

    public IVault Vault => Get<IVault>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Made with something in place of what is registered.</summary>
    public T Make<T>(params object[] with) => ActivatorUtilities.CreateInstance<T>(_services, with);

    public async Task<TransferReport> ExportAsync(string folder, ArchiveRule rule = ArchiveRule.LeaveOut)
    {
        var report = NewReport();
        // Waiting for an archive takes no time here.
        await Make<JobExport>(new LeapingClock(null)).RunAsync(new ExportFolder(folder), rule, RetrievalTier.Standard, report, Cancellation);
        return report;
    }

    /// <summary>Null when the export was refused.</summary>
    public async Task<TransferReport?> ImportAsync(string folder, bool onlyCheck = false)
    {
        var report = NewReport();
        return await Get<JobImport>().RunAsync(new ExportFolder(folder), onlyCheck, report, Cancellation) ? report : null;
    }

    public TransferReport NewReport()
    {
        Said.Clear();
        return new TransferReport(sentence =>
        {
            lock (Said)
            {
                Said.Add(sentence);
            }
        });
    }

    public async Task<StoredFile> WriteAsync(string key, byte[] content)
    {
        await using var draft = await Files.CreateAsync(key, Cancellation);
        await draft.Content.WriteAsync(content, Cancellation);
        return await draft.CommitAsync(Cancellation);
    }

    public async Task<byte[]?> ReadAsync(string key)
    {
        await using var content = await Files.OpenAsync(key, 0, Cancellation);
        if (content is null)
        {
            return null;
        }

        using var all = new MemoryStream();
        await content.CopyToAsync(all, Cancellation);
        return all.ToArray();
    }

    public async Task<Job> FindAsync(JobId id) => await Store.FindAsync(id, Cancellation) ?? throw new InvalidOperationException($"There is no job {id}.");

    public async Task<IReadOnlyList<Job>> AllAsync() => (await Store.PageAsync(new JobQuery { Size = 1000 }, Cancellation)).Jobs;

    /// <summary>No row points to what is not there, or is something else.</summary>
    public async Task IsSoundAsync()
    {
        foreach (var job in await AllAsync())
        {
            foreach (var file in job.Files.Where(file => job.State != JobState.Archived || file != job.Result!.Vcf))
            {
                var content = await ReadAsync(file.Key);
                Assert.True(content is not null, $"{job.State} {job.Id} points to {file.Key}, which is not there.");
                Assert.Equal((file.Length, file.Sha256), (content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
            }
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
