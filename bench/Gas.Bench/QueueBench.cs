using System.Globalization;
using Gas.Pipeline;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gas.Bench;

/// <summary>The real ledger, queue, store and worker with a handler that does nothing: what the machinery itself costs.</summary>
internal static class QueueBench
{
    private const int LatencyJobs = 500;
    private const int LatencyRate = 50;

    public static async Task<int> RunAsync(int jobs)
    {
        var folder = Directory.CreateTempSubdirectory("gas-bench-");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Embedded:DataPath"] = folder.FullName });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole();
        builder.Services.AddGasPipeline(builder.Configuration);
        builder.Services.AddSingleton<IOwners, BenchOwners>();
        builder.Services.AddSingleton<INotifier, SilentNotifier>();
        // The other stages and the notices would be measured, too, long after the jobs are done.
        foreach (var hosted in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && (service.ImplementationFactory is not null || service.ImplementationType == typeof(NoticeWorker))).ToArray())
        {
            builder.Services.Remove(hosted);
        }

        builder.Services.AddSingleton<NoOpHandler>();
        builder.Services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<StageWorker>(provider, provider.GetRequiredService<NoOpHandler>()));
        using var host = builder.Build();
        await host.StartAsync();
        try
        {
            await SubmitAsync(host.Services, 2000);
            var ours = await SubmitAsync(host.Services, jobs);
            var latencies = await LatenciesAsync(host.Services);
            using var plain = new PlainStore(folder.FullName);
            var theirs = plain.Measure(Math.Min(jobs, 3000), TimeProvider.System);
            var theirLatencies = await plain.LatenciesAsync(LatencyJobs, LatencyRate, TimeProvider.System);

            Print($"durable no-op jobs/s     {ours,10:N0}");
            Print($"one commit a step        {theirs,10:N0}");
            Print($"ratio                    {ours / theirs,10:N1}");
            Print($"enqueue to start, {LatencyRate}/s   p50 {At(latencies, 50):N2} ms, p99 {At(latencies, 99):N2} ms");
            Print($"one commit a step        p50 {At(theirLatencies, 50):N2} ms, p99 {At(theirLatencies, 99):N2} ms");
            Print($"ratio of the p50         {At(latencies, 50) / At(theirLatencies, 50),10:N1}");
            return 0;
        }
        finally
        {
            await host.StopAsync();
            host.Dispose();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> SubmitAsync(IServiceProvider services, int jobs)
    {
        var ledger = services.GetRequiredService<JobLedger>();
        var done = services.GetRequiredService<NoOpHandler>().Expect(jobs);
        var begin = TimeProvider.System.GetTimestamp();
        await Parallel.ForAsync(0, jobs, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (_, cancellation) => await ledger.SubmitAsync(NewJob(), cancellation));
        await done;
        return jobs / TimeProvider.System.GetElapsedTime(begin).TotalSeconds;
    }

    private static async Task<TimeSpan[]> LatenciesAsync(IServiceProvider services)
    {
        var ledger = services.GetRequiredService<JobLedger>();
        var handler = services.GetRequiredService<NoOpHandler>();
        var done = handler.Expect(LatencyJobs);
        var sent = new Dictionary<JobId, long>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / LatencyRate));
        for (var i = 0; i < LatencyJobs && await timer.WaitForNextTickAsync(); i++)
        {
            var job = NewJob();
            sent[job.Id] = TimeProvider.System.GetTimestamp();
            await ledger.SubmitAsync(job, CancellationToken.None);
        }

        await done;
        return [.. sent.Select(pair => TimeProvider.System.GetElapsedTime(pair.Value, handler.Starts[pair.Key])).Order()];
    }

    private static double At(TimeSpan[] sorted, int percentile) => sorted[sorted.Length * percentile / 100].TotalMilliseconds;

    private static Job NewJob()
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = JobId.New(now);
        return Job.Submitted(id, BenchOwners.User, new PlanTerms(Plan.Free), "bench.vcf", new StoredFile(JobFiles.Input(id), 1, new string('0', 64)), "NC_045512.2", new AnnotationOptions(), now);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
