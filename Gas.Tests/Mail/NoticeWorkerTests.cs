using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gas.Tests.Mail;

public sealed class NoticeWorkerTests
{
    private const string Vcf = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_messages_for_one_job_at_once_tell_once()
    {
        var notifier = new TestNotifier();
        await using var pipeline = await PipelineHarness.StartAsync(Cancellation, services =>
        {
            var inner = services.Last(service => service.ServiceType == typeof(IJobQueue)).ImplementationFactory!;
            services.Replace(ServiceDescriptor.Singleton<IJobQueue>(provider => new DoublingQueue((IJobQueue)inner(provider))));
            // The first try, right from the commit, fails: then it goes by messages.
            services.Replace(ServiceDescriptor.Singleton<INotifier>(new SlowNotifier(notifier) { Failures = 1 }));
        });
        var job = await pipeline.SubmitAsync(Vcf, "one", Cancellation);
        await pipeline.PassTimeUntilAsync(job.Id, now => now is { IsFinished: true, Notices: JobNotice.None }, Cancellation);
        await pipeline.SettleAsync(job.Id, Cancellation);
        Assert.Single(notifier.Told);
    }

    [Fact]
    public async Task Who_is_told_right_from_the_commit_needs_no_message()
    {
        await using var pipeline = await PipelineHarness.StartAsync(Cancellation);
        pipeline.Faults.Arm("send Notify", after: false);
        var job = await pipeline.SubmitAsync(Vcf, "one", Cancellation);
        await pipeline.PassTimeUntilAsync(job.Id, now => now is { IsFinished: true, Notices: JobNotice.None }, Cancellation);
        Assert.Single(pipeline.Notices.Told);
        Assert.Null(pipeline.Faults.Broken);
    }

    [Fact]
    public async Task What_does_not_fit_into_the_box_goes_by_the_queue()
    {
        var box = new NoticeBox();
        var job = SampleJobs.Queued();
        Assert.False(box.TryPut(job));
        await using var taking = box.TakeAllAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.Equal(100, Enumerable.Range(0, 150).Count(_ => box.TryPut(job)));
        Assert.True(await taking.MoveNextAsync());
        Assert.True(box.TryPut(job));
        box.Close();
        Assert.True(await taking.MoveNextAsync());
        Assert.False(box.TryPut(job));
    }

    /// <summary>Takes long enough for another to look at the same row meanwhile.</summary>
    private sealed class SlowNotifier(INotifier inner) : INotifier
    {
        private int _calls;

        /// <summary>Calls that fail, from the first on.</summary>
        public int Failures { get; init; }

        public async Task NotifyAsync(Job job, JobNotice notice, CancellationToken cancellation)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
            if (Interlocked.Increment(ref _calls) <= Failures)
            {
                throw new IOException("The mail server is away.");
            }

            await inner.NotifyAsync(job, notice, cancellation);
        }
    }

    /// <summary>Gives each message about a notice twice.</summary>
    private sealed class DoublingQueue(IJobQueue inner) : IJobQueue
    {
        public async Task<IReadOnlyList<Delivery>> ReceiveAsync(Stage stage, int max, TimeSpan lease, CancellationToken cancellation)
        {
            var deliveries = await inner.ReceiveAsync(stage, max, lease, cancellation);
            return stage == Stage.Notify ? [.. deliveries, .. deliveries] : deliveries;
        }

        public Task SendAsync(Stage stage, JobId job, TimeSpan delay, CancellationToken cancellation) => inner.SendAsync(stage, job, delay, cancellation);

        public Task<bool> ExtendAsync(Delivery delivery, TimeSpan lease, CancellationToken cancellation) => inner.ExtendAsync(delivery, lease, cancellation);

        public Task<bool> CompleteAsync(Delivery delivery, CancellationToken cancellation) => inner.CompleteAsync(delivery, cancellation);

        public Task<bool> ReturnAsync(Delivery delivery, TimeSpan delay, CancellationToken cancellation) => inner.ReturnAsync(delivery, delay, cancellation);

        public Task<bool> BuryAsync(Delivery delivery, string reason, CancellationToken cancellation) => inner.BuryAsync(delivery, reason, cancellation);

        public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(Stage stage, int max, CancellationToken cancellation) => inner.DeadLettersAsync(stage, max, cancellation);

        public Task<bool> SettleDeadLetterAsync(Stage stage, JobId job, bool revive, CancellationToken cancellation) => inner.SettleDeadLetterAsync(stage, job, revive, cancellation);

        public Task<QueueDepth> DepthAsync(Stage stage, CancellationToken cancellation) => inner.DepthAsync(stage, cancellation);

        public Task<long?> AheadAsync(Stage stage, JobId job, CancellationToken cancellation) => inner.AheadAsync(stage, job, cancellation);
    }
}
