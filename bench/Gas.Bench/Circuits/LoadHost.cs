using System.Globalization;
using Gas.Bench.Bare;
using Gas.Pipeline.Jobs;

namespace Gas.Bench.Circuits;

/// <summary>The server that is measured, in a process of its own: a line of standard input says what to do, a line of standard output what came of it. Ends with its input.</summary>
internal static class LoadHost
{
    public const string Verb = "circuits-host";
    public const string Bare = "bare";
    public const string Product = "gas";

    /// <summary>Begins each answer: the server prints lines of its own.</summary>
    public const string Answer = "> ";

    /// <summary>Full, as the newest page of a user who works here.</summary>
    private const int RowsOnAPage = 25;

    public static async Task<int> RunAsync(string kind)
    {
        if (kind == Bare)
        {
            await using var bare = await BareServer.StartAsync();
            await ServeAsync(bare.Address, group => $"/{group}", group =>
            {
                var now = LatencyServer.Microseconds(TimeProvider.System.GetUtcNow());
                bare.News.Publish(now, group);
                return Task.FromResult((now, now));
            });
        }
        else
        {
            await using var server = new LatencyServer();
            var jobs = new Dictionary<string, JobId>();
            foreach (var group in (string[])[LoadRun.Many, LoadRun.Few])
            {
                jobs[group] = (await server.PrepareAsync(EmailOf(group), RowsOnAPage)).Id;
            }

            await ServeAsync(server.Address, group => $"/jobs/{jobs[group]}", group => server.ChangeAsync(jobs[group]));
        }

        return 0;
    }

    /// <summary>Each group of pages is another user's.</summary>
    public static string EmailOf(string group) => $"{group}@lab.example";

    private static async Task ServeAsync(Uri address, Func<string, string> pathOf, Func<string, Task<(long Shown, long Committed)>> change)
    {
        Say(address.ToString());
        while (await Console.In.ReadLineAsync() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["path", var group]:
                    Say(pathOf(group));
                    break;
                case ["change", var group]:
                    var (shown, committed) = await change(group);
                    Say(string.Create(CultureInfo.InvariantCulture, $"{shown} {committed}"));
                    break;
                case ["collect"]:
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    GC.WaitForPendingFinalizers();
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    Say("collected");
                    break;
                default:
                    Say($"Not understood: {line}");
                    break;
            }
        }
    }

    private static void Say(string words)
    {
        Console.Out.WriteLine(Answer + words);
        Console.Out.Flush();
    }
}
