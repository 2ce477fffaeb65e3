using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Browser;

/// <summary>A server with the free plan's usual window, which the test lets go by; the vault's times are seconds. Tells what is in its stores, whoever provides them.</summary>
internal sealed class StorageSite : IAsyncDisposable
{
    private readonly LeapingClock _clock = new();
    private readonly GasServer _server;

    /// <param name="settings">The provider's, and what else differs.</param>
    public StorageSite(Dictionary<string, string> settings, SmtpServer? smtp = null, Action<IServiceCollection>? change = null)
    {
        var all = new Dictionary<string, string>(settings)
        {
            ["Archive:HotGrace"] = "00:00:01",
            ["Archive:PollInterval"] = "00:00:01",
            ["Pipeline:SweepInterval"] = "00:00:00.200",
        };
        if (smtp is not null)
        {
            (all["Mail:Host"], all["Mail:Port"], all["Mail:Security"], all["Mail:From"]) = ("127.0.0.1", $"{smtp.Port}", "None", "GAS <gas@lab.example>");
        }

        _server = new GasServer(all, services =>
        {
            services.AddSingleton<TimeProvider>(_clock);
            change?.Invoke(services);
        });
    }

    public GasServer Server => _server;

    private TimeSpan Window => _server.Services.GetRequiredService<IOptions<PlansOptions>>().Value.Free.ArchiveAfter;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The free plan's time for downloads is over.</summary>
    public void LetTheWindowGoBy() => _clock.Leap(Window + TimeSpan.FromSeconds(1));

    public void Leap(TimeSpan time) => _clock.Leap(time);

    public async Task<Job> JobAsync(JobId id) => await _server.Store.FindAsync(id, Cancellation) ?? throw new InvalidOperationException($"There is no job {id}.");

    /// <summary>Waits for the row.</summary>
    public async Task<Job> JobAsync(JobId id, Func<Job, bool> wished, string what)
    {
        await Until.TrueAsync(async () => wished(await JobAsync(id)), what);
        return await JobAsync(id);
    }

    public async Task<List<ArchiveEntry>> ArchivesAsync() => await _server.Services.GetRequiredService<IVault>().ListAsync(Cancellation).ToListAsync(Cancellation);

    /// <summary>Whether the file store has the file, in its full length.</summary>
    public async Task<bool> HasAsync(StoredFile file) => await _server.Services.GetRequiredService<IFileStore>().LengthAsync(file.Key, Cancellation) == file.Length;

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
