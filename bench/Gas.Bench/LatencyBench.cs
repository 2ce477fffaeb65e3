using System.Globalization;
using Gas.Bench.Bare;
using Microsoft.Playwright;

namespace Gas.Bench;

/// <summary>How long a page in a real browser lags behind a commit, beside a page of bare Blazor that shows one text, in the same run. Both servers are in this process.</summary>
internal static class LatencyBench
{
    private const int WarmUp = 20;
    private const int Updates = 200;

    /// <summary>Slower than the pages' own pace: each update is drawn by itself.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private const string Watch = """
        () => {
          window.drawn = [];
          new MutationObserver(changes => {
            const now = Math.round((performance.timeOrigin + performance.now()) * 1000);
            changes.forEach(change => window.drawn.push([Number(change.target.dataset.ts), now]));
          }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-ts'] });
        }
        """;

    public static async Task<int> RunAsync()
    {
        await using var server = new LatencyServer();
        var job = await server.PrepareAsync();
        await using var bare = await BareServer.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium(), Args = ["--no-sandbox", "--disable-gpu"] });
        var page = await browser.NewPageAsync(new() { BaseURL = server.Address.ToString() });
        await page.GotoAsync("/account/login");
        await page.GetByLabel("E-mail").FillAsync(LatencyServer.Email);
        await page.GetByLabel("Password").FillAsync(LatencyServer.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        var theirs = await MeasureAsync(await browser.NewPageAsync(), bare.Address.ToString(), () =>
        {
            var now = LatencyServer.Microseconds(TimeProvider.System.GetUtcNow());
            bare.News.Publish(now);
            return Task.FromResult((now, now));
        });
        Report("bare Blazor", theirs, theirs);
        Report("the job's page", await MeasureAsync(page, $"/jobs/{job.Id}", () => server.ChangeAsync(job.Id)), theirs);
        Report("the list of jobs", await MeasureAsync(page, "/jobs", () => server.ChangeAsync(job.Id)), theirs);
        return 0;
    }

    /// <summary>From each commit to the change in the page, in milliseconds, sorted.</summary>
    private static async Task<double[]> MeasureAsync(IPage page, string address, Func<Task<(long Shown, long Committed)>> change)
    {
        await page.GotoAsync(address);
        await page.WaitForSelectorAsync("[data-ts]");
        await page.WaitForSelectorAsync("main[data-live=no]", new() { State = WaitForSelectorState.Detached });
        await page.EvaluateAsync(Watch);
        var committed = new Dictionary<long, long>();
        var last = 0L;
        using var ticks = new PeriodicTimer(Pace);
        for (var i = 0; i < WarmUp + Updates && await ticks.WaitForNextTickAsync(); i++)
        {
            (last, var at) = await change();
            if (i >= WarmUp)
            {
                committed[last] = at;
            }
        }

        await page.WaitForFunctionAsync("last => window.drawn.at(-1)?.[0] === last", last);

        var drawn = await page.EvaluateAsync<long[][]>("() => window.drawn");
        return [.. drawn.Where(one => committed.ContainsKey(one[0])).Select(one => (one[1] - committed[one[0]]) / 1000.0).Order()];
    }

    private static void Report(string what, double[] delays, double[] theirs) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-18} {delays.Length} of {Updates} drawn   p50 {At(delays, 50),6:N1} ms   p99 {At(delays, 99),6:N1} ms   ratio of the p50 {At(delays, 50) / At(theirs, 50):N2}"));

    private static double At(double[] sorted, int percentile) => sorted[sorted.Length * percentile / 100];

    internal static string Chromium() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("No chromium on PATH.");
}
