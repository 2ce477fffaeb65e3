using System.Collections.Concurrent;

namespace Gas.Bench.Circuits;

/// <summary>One server with its open pages, which are held as browsers would hold them.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    public const string Many = "many";
    public const string Few = "few";

    private const int OpenedAtOnce = 8;

    /// <summary>A browser's script does it every 15 s; done for a part of the pages each second.</summary>
    private const int PingParts = 10;

    /// <summary>In a second.</summary>
    private static readonly TimeSpan MostAtRest = TimeSpan.FromMilliseconds(80);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly LoadProcess _server;
    private readonly Dictionary<string, Visitor> _visitors;
    private readonly ConcurrentQueue<HeadlessPage> _pages = new();
    private readonly PeriodicTimer _seconds = new(TimeSpan.FromSeconds(1));
    private readonly Task _pinging;

    private LoadRun(LoadProcess server, Dictionary<string, Visitor> visitors)
    {
        (_server, _visitors) = (server, visitors);
        _pinging = PingAsync();
    }

    /// <summary>Pages whose circuits have ended.</summary>
    public int Lost => _pages.Count(page => page.Lost is not null);

    /// <summary>What the server's processors have worked so far.</summary>
    public TimeSpan Worked => _server.Worked;

    /// <summary>Times that a page was told of an older state than it had.</summary>
    public int Backwards => _pages.Sum(page => page.Backwards);

    public static async Task<LoadRun> StartAsync(string kind)
    {
        var server = await LoadProcess.StartAsync(kind);
        var visitors = new Dictionary<string, Visitor> { [Many] = new Visitor(server.Address), [Few] = new Visitor(server.Address) };
        if (kind != LoadHost.Bare)
        {
            foreach (var (group, visitor) in visitors)
            {
                await visitor.SignInAsync(LoadHost.EmailOf(group), LatencyServer.Password);
            }
        }

        return new LoadRun(server, visitors);
    }

    public Task<string> PathAsync(string group) => _server.PathAsync(group);

    public Task<long> MemoryAsync() => _server.MemoryAsync();

    /// <summary>Opens pages of a group, and waits until each follows the news.</summary>
    public async Task<IReadOnlyList<HeadlessPage>> OpenAsync(string group, string path, int count)
    {
        var opened = new ConcurrentQueue<HeadlessPage>();
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(100 * count) + Patience);
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = limit.Token }, async (_, cancellation) =>
        {
            var page = await _visitors[group].OpenAsync(path, cancellation);
            opened.Enqueue(page);
            _pages.Enqueue(page);
        });
        return [.. opened];
    }

    /// <summary>Changes what the pages of a group show, again and again, and measures how each hears of it and what that costs the server.</summary>
    public async Task<LoadFigures> ChangeAsync(string group, IReadOnlyList<HeadlessPage> pages, int changes, TimeSpan pace)
    {
        foreach (var page in pages)
        {
            page.Forget();
        }

        var committed = new Dictionary<long, long>();
        var last = 0L;
        var worked = Worked;
        using (var ticks = new PeriodicTimer(pace))
        {
            for (var change = 0; change < changes && await ticks.WaitForNextTickAsync(); change++)
            {
                (last, var at) = await _server.ChangeAsync(group);
                committed[last] = at;
            }

            // The last one's share of time, too.
            await ticks.WaitForNextTickAsync();
        }

        worked = Worked - worked;
        await ArriveAsync(pages, last);
        var delays = pages.SelectMany(page => page.Updates).Where(update => committed.ContainsKey(update.Shown)).Select(update => (update.Received - committed[update.Shown]) / 1000.0).Order().ToArray();
        return new LoadFigures(delays, pages.Count * changes, pages.Count(page => page.Shown != last), worked);
    }

    /// <summary>Waits until the server has compiled what it was shown to need often, which is its own affair and no page's.</summary>
    public async Task SettleAsync()
    {
        var begin = TimeProvider.System.GetTimestamp();
        using var seconds = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var quiet = 0; quiet < 3 && TimeProvider.System.GetElapsedTime(begin) < Patience;)
        {
            var before = Worked;
            await seconds.WaitForNextTickAsync();
            quiet = Worked - before < MostAtRest ? quiet + 1 : 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _seconds.Dispose();
        await _pinging;
        await Parallel.ForEachAsync(_pages, async (page, _) => await page.DisposeAsync());
        foreach (var visitor in _visitors.Values)
        {
            visitor.Dispose();
        }

        _server.Dispose();
    }

    /// <summary>Waits until every page shows the last state, or for ever so long.</summary>
    private static async Task ArriveAsync(IReadOnlyList<HeadlessPage> pages, long last)
    {
        var begin = TimeProvider.System.GetTimestamp();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (pages.Any(page => page.Lost is null && page.Shown != last) && TimeProvider.System.GetElapsedTime(begin) < Patience)
        {
            await ticks.WaitForNextTickAsync();
        }
    }

    private async Task PingAsync()
    {
        for (var second = 0; await _seconds.WaitForNextTickAsync(); second++)
        {
            var part = second % PingParts;
            foreach (var page in _pages.Where((_, index) => index % PingParts == part))
            {
                await page.PingAsync();
            }
        }
    }
}
