using System.Globalization;
using Gas.Pipeline.Jobs;

namespace Gas.Bench;

/// <summary>Results to the vault and back through the real workers, beside SHA-256 and a copy of the same bytes in the same run; and that memory does not grow with a result.</summary>
internal static class StorageBench
{
    private const long KiB = 1024;
    private const long MiB = 1024 * KiB;

    /// <summary>As many as the archive and the restore workers move at once.</summary>
    private const int AtOnce = 4;

    public static async Task<int> RunAsync()
    {
        await MeasureAsync(200, 16 * KiB, isWarmUp: true);
        await MeasureAsync(2000, 16 * KiB);
        await MeasureAsync(16, 64 * MiB);
        foreach (var bytes in new[] { 64 * MiB, 2048 * MiB })
        {
            await using var run = await StorageRun.StartAsync(1, bytes);
            await using var memory = new MemoryWatch();
            await run.SwitchAsync(Plan.Free);
            await run.SwitchAsync(Plan.Premium);
            Print($"one result of {bytes / MiB,5:N0} MiB   memory grows by {memory.Growth / (double)MiB,6:N0} MiB at the most");
        }

        return 0;
    }

    private static async Task MeasureAsync(int results, long bytes, bool isWarmUp = false)
    {
        await using var run = await StorageRun.StartAsync(results, bytes);
        var there = await run.SwitchAsync(Plan.Free);
        var back = await run.SwitchAsync(Plan.Premium);
        var copy = await PlainCopy.MeasureAsync(run.Results, Path.Combine(run.Folder, "copy"), AtOnce);
        if (!isWarmUp)
        {
            Print($"{results:N0} results of {bytes / KiB:N0} KiB");
            Report("archive", there);
            Report("restore", back);
            Report("SHA-256 and copy", copy);
        }

        void Report(string what, TimeSpan taken) =>
            Print($"  {what,-18} {results / taken.TotalSeconds,10:N0} results/s {results * bytes / 1e6 / taken.TotalSeconds,8:N1} MB/s   ratio {copy / taken:N2}");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
