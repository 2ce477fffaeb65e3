using System.Globalization;

namespace Gas.Bench.Circuits;

/// <summary>
/// Very many open pages: how late a change arrives that all of them show, what it costs, and what an open page holds in memory; the same for a few
/// pages while all others rest; and three times as many pages, none of which may be lost or shown an older state. Beside a page of bare Blazor that
/// shows one text, measured by the same client in the same run. Each server is a process of its own.
/// </summary>
internal static class CircuitsBench
{
    private const int FewPages = 10;
    private const int WarmUp = 5;
    private const int Changes = 15;
    private const int FewChanges = 100;

    /// <summary>Opened before the memory is measured for the first time: what all pages share is there by then.</summary>
    private const int FirstPages = 20;

    private const string ListPath = "/jobs";

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FewPace = TimeSpan.FromMilliseconds(200);

    /// <summary>As long as it takes until each page has looked at its account once.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(int pages)
    {
        (LoadFigures Figures, double Kilobytes) bare, list;
        LoadFigures bareFew, listFew;
        await using (var run = await LoadRun.StartAsync(LoadHost.Bare))
        {
            bare = await ManyAsync("bare Blazor", run, await run.PathAsync(LoadRun.Many), pages);
            await RestAsync("bare Blazor", run, pages);
            bareFew = await FewAsync("bare Blazor", run, await run.PathAsync(LoadRun.Few), pages);
        }

        int lost;
        await using (var run = await LoadRun.StartAsync(LoadHost.Product))
        {
            await ManyAsync("the job's page", run, await run.PathAsync(LoadRun.Many), pages);
        }

        await using (var run = await LoadRun.StartAsync(LoadHost.Product))
        {
            list = await ManyAsync("the list of jobs", run, ListPath, pages);
            await RestAsync("the list of jobs", run, pages);
            listFew = await FewAsync("the list of jobs", run, ListPath, pages);
            var more = await run.OpenAsync(LoadRun.Many, ListPath, pages * 2);
            var all = await run.ChangeAsync(LoadRun.Many, more, Changes, Pace);
            lost = run.Lost + run.Backwards + all.Behind;
            Print($"the list of jobs, {pages * 3:N0} pages: {run.Lost} lost, {run.Backwards} shown an older state, {all.Behind} behind at the end, p50 {all.Median:N1} ms");
        }

        Print($"goals: p50 {list.Figures.Median / bare.Figures.Median:N2} of 1.5, CPU {list.Figures.Cost / bare.Figures.Cost:N2} of 3, {list.Kilobytes:N0} of 300 KB; {FewPages} pages p50 {listFew.Median / bareFew.Median:N2} of 3");
        return lost == 0 ? 0 : 1;
    }

    /// <summary>One kind of page alone, to look at more closely: holds the pages until a line is entered.</summary>
    /// <param name="kind"><c>bare</c>, <c>job</c> or <c>list</c>.</param>
    public static async Task<int> HoldAsync(int pages, string kind)
    {
        await using var run = await LoadRun.StartAsync(kind == LoadHost.Bare ? LoadHost.Bare : LoadHost.Product);
        await ManyAsync(kind, run, kind == "list" ? ListPath : await run.PathAsync(LoadRun.Many), pages);
        await FewAsync(kind, run, kind == "list" ? ListPath : await run.PathAsync(LoadRun.Few), pages);
        await Console.In.ReadLineAsync();
        return 0;
    }

    /// <summary>Opens the pages and changes what all of them show.</summary>
    private static async Task<(LoadFigures Figures, double Kilobytes)> ManyAsync(string what, LoadRun run, string path, int count)
    {
        List<HeadlessPage> pages = [.. await run.OpenAsync(LoadRun.Many, path, FirstPages)];
        await run.ChangeAsync(LoadRun.Many, pages, WarmUp, FewPace);
        var before = await run.MemoryAsync();
        var begin = TimeProvider.System.GetTimestamp();
        pages.AddRange(await run.OpenAsync(LoadRun.Many, path, count - FirstPages));
        var opening = TimeProvider.System.GetElapsedTime(begin);
        await run.ChangeAsync(LoadRun.Many, pages, WarmUp, Pace);
        await run.SettleAsync();
        var figures = await run.ChangeAsync(LoadRun.Many, pages, Changes, Pace);
        var kilobytes = (await run.MemoryAsync() - before) / 1024.0 / (count - FirstPages);
        Print($"{what,-17} {count:N0} pages, {(count - FirstPages) / opening.TotalSeconds:N0} opened a second, {kilobytes:N0} KB each");
        Report(what, figures);
        return (figures, kilobytes);
    }

    /// <summary>What open pages cost to which nothing happens.</summary>
    private static async Task RestAsync(string what, LoadRun run, int count)
    {
        var worked = run.Worked;
        await Task.Delay(Rest);
        Print($"{what,-17} {count:N0} pages at rest take {(run.Worked - worked) / Rest:P2} of a processor");
    }

    private static async Task<LoadFigures> FewAsync(string what, LoadRun run, string path, int others)
    {
        var pages = await run.OpenAsync(LoadRun.Few, path, FewPages);
        await run.ChangeAsync(LoadRun.Few, pages, WarmUp, FewPace);
        await run.SettleAsync();
        var figures = await run.ChangeAsync(LoadRun.Few, pages, FewChanges, FewPace);
        Print($"{what,-17} {FewPages} pages while {others:N0} others rest");
        Report(what, figures);
        return figures;
    }

    private static void Report(string what, LoadFigures figures) =>
        Print($"{what,-17} {figures.Delays.Length:N0} of {figures.Wanted:N0} updates   p50 {figures.Median,6:N1} ms   p99 {figures.Late,6:N1} ms   {figures.Cost,5:N0} µs of CPU an update   {figures.Behind} behind");

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
