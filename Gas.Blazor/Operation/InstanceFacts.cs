using System.Diagnostics;
using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Operation;

/// <summary>What is to be known of this process and its machine.</summary>
public sealed class InstanceFacts(IConfiguration configuration, CircuitCount circuits, JobFeed feed, TimeProvider time)
{
    private readonly string _folder = AccountsDatabase.FolderOf(configuration);

    public string Name { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    public string Provider { get; } = configuration["Provider"] is { Length: > 0 } provider ? provider : "Embedded";

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public CircuitCount Circuits => circuits;

    /// <summary>Pages and workers that follow jobs.</summary>
    public int Watchers => feed.Watchers;

    public static long MemoryBytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.WorkingSet64;
        }
    }

    /// <summary>Room where the data folder lies; null where the system does not tell.</summary>
    public (long Free, long All)? Disk
    {
        get
        {
            try
            {
                var drive = new DriveInfo(_folder);
                return (drive.AvailableFreeSpace, drive.TotalSize);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;
            }
        }
    }
}
