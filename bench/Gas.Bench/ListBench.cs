using System.Globalization;
using Gas.Pipeline;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gas.Bench;

/// <summary>The list of an owner who has very many jobs: its first page, its last one, one of a state, and the counts by state.</summary>
internal static class ListBench
{
    private const int PageSize = 25;
    private const int Rounds = 200;
    private static readonly UserId Owner = new("bench");

    public static async Task<int> RunAsync(int jobs)
    {
        var folder = Directory.CreateTempSubdirectory("gas-bench-");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Embedded:DataPath"] = folder.FullName });
        builder.Services.AddGasPipeline(builder.Configuration);
        builder.Services.AddSingleton<IOwners, BenchOwners>();
        builder.Services.AddSingleton<INotifier, SilentNotifier>();
        // Nobody is to work at the jobs.
        foreach (var hosted in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && (service.ImplementationFactory is not null || service.ImplementationType?.Namespace == typeof(StageWorker).Namespace)).ToArray())
        {
            builder.Services.Remove(hosted);
        }

        using var host = builder.Build();
        await host.StartAsync();
        try
        {
            var store = host.Services.GetRequiredService<IJobStore>();
            var begin = TimeProvider.System.GetTimestamp();
            await Parallel.ForAsync(0, jobs, new ParallelOptions { MaxDegreeOfParallelism = 512 }, async (number, cancellation) => await store.AddAsync(NewJob(number), cancellation));
            Print($"{jobs:N0} jobs of one owner, added in {TimeProvider.System.GetElapsedTime(begin).TotalSeconds:N0} s");
            var last = await LastPageAsync(store);
            var first = await MeasureAsync(() => store.PageAsync(Query(null), CancellationToken.None));
            Print($"first page               p50 {first:N3} ms");
            var atEnd = await MeasureAsync(() => store.PageAsync(Query(last), CancellationToken.None));
            Print($"last page                p50 {atEnd:N3} ms   ratio to the first {atEnd / first:N2}");
            Print($"first page of a state    p50 {await MeasureAsync(() => store.PageAsync(Query(null) with { States = [JobState.Queued] }, CancellationToken.None)):N3} ms");
            Print($"counts by state          p50 {await MeasureAsync(() => store.CountAsync(Owner, CancellationToken.None)):N3} ms");
            return 0;
        }
        finally
        {
            await host.StopAsync();
            host.Dispose();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Where the last page begins, found as a user would who goes on and on.</summary>
    private static async Task<string?> LastPageAsync(IJobStore store)
    {
        string? before = null;
        for (var page = await store.PageAsync(Query(null) with { Size = 1000 }, CancellationToken.None); page.Next is not null; page = await store.PageAsync(Query(before) with { Size = 1000 }, CancellationToken.None))
        {
            before = page.Next;
        }

        for (var page = await store.PageAsync(Query(before), CancellationToken.None); page.Next is not null; page = await store.PageAsync(Query(before), CancellationToken.None))
        {
            before = page.Next;
        }

        return before;
    }

    private static JobQuery Query(string? cursor) => new() { Owner = Owner, Cursor = cursor, Size = PageSize };

    private static Job NewJob(int number)
    {
        var at = DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(number);
        return Job.Submitted(JobId.New(at), Owner, new PlanTerms(Plan.Premium), $"sample-{number}.vcf.gz", new StoredFile("inputs/x/input", 1234, new string('a', 64)), "NC_045512.2", new AnnotationOptions(), at);
    }

    private static async Task<double> MeasureAsync<T>(Func<Task<T>> read)
    {
        var times = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var begin = TimeProvider.System.GetTimestamp();
            await read();
            times[round] = TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Rounds / 2];
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
