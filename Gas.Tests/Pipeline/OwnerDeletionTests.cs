using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Gas.Tests.Embedded;
using Gas.Tests.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gas.Tests.Pipeline;

/// <summary>Owners who leave: all their jobs go, and then they, whatever comes in between.</summary>
public sealed class OwnerDeletionTests
{
    private const string Vcf = "##fileformat=VCFv4.2\n##contig=<ID=NC_045512.2,length=29903>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nNC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n";
    private static readonly UserId Bob = new("bob");
    private static readonly string[] CallsOfDeletion = ["save Deleting", "send Delete", "receive Delete", "list", "delete archive", "remove", "forget owner"];

    private readonly TestOwners _owners = new();

    public static TheoryData<string, bool> Calls =>
        [.. CallsOfDeletion.SelectMany(call => new[] { (call, false), (call, true) })];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hot_and_archived_jobs_go_and_the_owner_last()
    {
        await using var pipeline = await StartAsync();
        var cold = (await pipeline.SubmitAsync(Vcf, "cold", Cancellation)).Id;
        await pipeline.PassTimeUntilAsync(cold, job => job is { State: JobState.Archived, HotUntil: null }, Cancellation);
        var hot = (await pipeline.SubmitAsync(Vcf, "hot", Cancellation)).Id;
        await pipeline.PassTimeUntilAsync(hot, job => job?.State == JobState.Completed, Cancellation);
        var bobs = SampleJobs.Queued(Plan.Premium) with { Owner = Bob, State = JobState.Cancelled };
        await pipeline.Store.AddAsync(bobs, Cancellation);

        pipeline.Owners.Leave(SampleJobs.Ann);
        await pipeline.PassTimeUntilAsync(hot, _ => pipeline.Owners.IsGone(SampleJobs.Ann), Cancellation);

        Assert.Empty(await pipeline.FileKeysAsync(Cancellation));
        Assert.Empty(await pipeline.Vault.ListAsync(Cancellation).ToListAsync(Cancellation));
        Assert.Equal(bobs.Id, Assert.Single((await pipeline.Store.PageAsync(new JobQuery(), Cancellation)).Jobs).Id);
        Assert.Equal([JobState.Cancelled], (await pipeline.Store.CountAsync(null, Cancellation)).Keys);
    }

    [Fact]
    public async Task A_job_that_comes_in_when_its_owner_is_gone_is_deleted_instead_of_annotated()
    {
        await using var pipeline = await StartAsync();
        pipeline.Owners.Leave(SampleJobs.Ann);
        await pipeline.PassTimeUntilAsync(JobId.New(SampleJobs.Start), _ => pipeline.Owners.IsGone(SampleJobs.Ann), Cancellation);

        var id = (await pipeline.SubmitAsync(Vcf, "late", Cancellation)).Id;

        await pipeline.PassTimeUntilAsync(id, job => job is null, Cancellation);
        Assert.Empty(await pipeline.FileKeysAsync(Cancellation));
        Assert.Empty(pipeline.Notices.Told);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_survives_a_fault_at_any_call(bool after)
    {
        for (var call = 1; call <= 18; call++)
        {
            await LeaveAsync(faults => faults.Arm(call, after));
        }
    }

    /// <summary>Those of which the count above could miss one, since workers beside each other take turns as it comes.</summary>
    [Theory]
    [MemberData(nameof(Calls))]
    public async Task It_survives_a_fault_at(string call, bool after) =>
        Assert.Equal($"{call} {(after ? "after" : "before")} its effect", await LeaveAsync(faults => faults.Arm(call, after)));

    [Fact]
    public async Task Jobs_are_deleted_a_page_at_a_time_and_the_rest_waits()
    {
        using var folder = new EmbeddedFolder();
        await AddAsync(folder, (2 * OwnerDeletionWorker.PageSize) + 50);
        var worker = Worker(folder);
        _owners.Leave(SampleJobs.Ann);

        Assert.Equal(1, await worker.StepAsync(Cancellation));
        Assert.Equal(OwnerDeletionWorker.PageSize, await DeletingAsync(folder));
        await worker.StepAsync(Cancellation);
        Assert.Equal(OwnerDeletionWorker.PageSize, await DeletingAsync(folder));

        Assert.Equal(10, await RemoveAsync(folder, 10));
        await worker.StepAsync(Cancellation);
        Assert.Equal((2 * OwnerDeletionWorker.PageSize) - 10, await DeletingAsync(folder));
        Assert.False(_owners.IsGone(SampleJobs.Ann));
    }

    [Fact]
    public async Task After_a_crash_in_the_middle_it_goes_on_and_finds_what_came_in_late()
    {
        using var folder = new EmbeddedFolder();
        await AddAsync(folder, OwnerDeletionWorker.PageSize + 50);
        _owners.Leave(SampleJobs.Ann);
        await Worker(folder).StepAsync(Cancellation);
        folder.Close();

        var worker = Worker(folder);
        await AddAsync(folder, 1);
        var removed = await RemoveAsync(folder, 1000);
        for (var rounds = 0; await worker.StepAsync(Cancellation) > 0; rounds++)
        {
            Assert.True(rounds < 10, "It does not come to an end.");
            removed += await RemoveAsync(folder, 1000);
        }

        Assert.Equal(OwnerDeletionWorker.PageSize + 51, removed);
        Assert.True(_owners.IsGone(SampleJobs.Ann));
        Assert.Empty(await folder.Jobs.CountAsync(null, Cancellation));
    }

    [Fact]
    public async Task Counts_that_know_of_no_job_do_not_leave_one_behind()
    {
        using var folder = new EmbeddedFolder();
        await AddAsync(folder, 3);
        _owners.Leave(SampleJobs.Ann);
        var worker = new OwnerDeletionWorker(_owners, new ForgetfulCounts(folder.Jobs), Ledger(folder), folder.Clock, NullLogger<OwnerDeletionWorker>.Instance);

        Assert.Equal(1, await worker.StepAsync(Cancellation));

        Assert.False(_owners.IsGone(SampleJobs.Ann));
        Assert.Equal(3, await DeletingAsync(folder));
        Assert.Equal(0, await worker.StepAsync(Cancellation));
        Assert.True(_owners.IsGone(SampleJobs.Ann));
    }

    [Fact]
    public async Task One_owners_trouble_does_not_keep_another()
    {
        using var folder = new EmbeddedFolder();
        _owners.Leave(new UserId("a"));
        _owners.Leave(Bob);
        var worker = new OwnerDeletionWorker(new StubbornOwners(_owners, "a"), folder.Jobs, Ledger(folder), folder.Clock, NullLogger<OwnerDeletionWorker>.Instance);

        Assert.Equal(1, await worker.StepAsync(Cancellation));

        Assert.True(_owners.IsGone(Bob));
        Assert.False(_owners.IsGone(new UserId("a")));
    }

    /// <summary>An owner with an archived job leaves under a fault; gives the call that broke.</summary>
    private static async Task<string?> LeaveAsync(Action<FaultPlan> arm)
    {
        await using var pipeline = await StartAsync();
        var id = (await pipeline.SubmitAsync(Vcf, "key", Cancellation)).Id;
        await pipeline.PassTimeUntilAsync(id, job => job is { State: JobState.Archived, HotUntil: null }, Cancellation);
        await pipeline.SettleAsync(id, Cancellation);

        arm(pipeline.Faults);
        pipeline.Owners.Leave(SampleJobs.Ann);
        await pipeline.PassTimeUntilAsync(id, _ => pipeline.Owners.IsGone(SampleJobs.Ann), Cancellation);
        pipeline.Faults.Disarm();

        Assert.Null(await pipeline.Store.FindAsync(id, Cancellation));
        Assert.Empty(await pipeline.FileKeysAsync(Cancellation));
        Assert.Empty(await pipeline.Vault.ListAsync(Cancellation).ToListAsync(Cancellation));
        return pipeline.Faults.Broken;
    }

    private static Task<PipelineHarness> StartAsync() =>
        PipelineHarness.StartAsync(Cancellation, services => services.Replace(ServiceDescriptor.Singleton<IAnnotator, NoOpAnnotator>()));

    private OwnerDeletionWorker Worker(EmbeddedFolder folder) => new(_owners, folder.Jobs, Ledger(folder), folder.Clock, NullLogger<OwnerDeletionWorker>.Instance);

    private static JobLedger Ledger(EmbeddedFolder folder) => new(folder.Jobs, folder.Queue, new JobFeed(), new NoticeBox(), folder.Clock, NullLogger<JobLedger>.Instance);

    private static Task<bool[]> AddAsync(EmbeddedFolder folder, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(n => folder.Jobs.AddAsync(SampleJobs.Queued(at: SampleJobs.Start.AddSeconds(n)), Cancellation)));

    private static async Task<long> DeletingAsync(EmbeddedFolder folder) =>
        (await folder.Jobs.CountAsync(SampleJobs.Ann, Cancellation)).GetValueOrDefault(JobState.Deleting).Jobs;

    /// <summary>What the delete stage does in the end, for the jobs whose message waits.</summary>
    private static async Task<int> RemoveAsync(EmbeddedFolder folder, int max)
    {
        var deliveries = await folder.Queue.ReceiveAsync(Stage.Delete, max, TimeSpan.FromMinutes(1), Cancellation);
        foreach (var delivery in deliveries)
        {
            var job = await folder.Jobs.FindAsync(delivery.Job, Cancellation);
            Assert.True(await folder.Jobs.TryRemoveAsync(job!.Id, job.Version, Cancellation));
            await folder.Queue.CompleteAsync(delivery, Cancellation);
        }

        return deliveries.Count;
    }

    /// <summary>Has lost what it counted, as a store may whose counts are not one commit with the rows.</summary>
    private sealed class ForgetfulCounts(IJobStore inner) : IJobStore
    {
        public Task<bool> AddAsync(Job job, CancellationToken cancellation) => inner.AddAsync(job, cancellation);

        public Task<Job?> FindAsync(JobId id, CancellationToken cancellation) => inner.FindAsync(id, cancellation);

        public Task<bool> TrySaveAsync(Job job, CancellationToken cancellation) => inner.TrySaveAsync(job, cancellation);

        public Task<bool> TryRemoveAsync(JobId id, long version, CancellationToken cancellation) => inner.TryRemoveAsync(id, version, cancellation);

        public Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellation) => inner.PageAsync(query, cancellation);

        public Task<IReadOnlyList<Job>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellation) => inner.DueAsync(now, max, cancellation);

        public Task<IReadOnlyDictionary<JobState, JobTally>> CountAsync(UserId? owner, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<JobState, JobTally>>(new Dictionary<JobState, JobTally>());
    }

    /// <summary>Cannot forget one of them, as when a payment provider does not answer.</summary>
    private sealed class StubbornOwners(TestOwners inner, string stays) : IOwners
    {
        public Task<OwnerPlan> PlanAsync(UserId owner, CancellationToken cancellation) => inner.PlanAsync(owner, cancellation);

        public Task<IReadOnlyList<PlanChange>> PlanChangesAsync(int max, CancellationToken cancellation) => inner.PlanChangesAsync(max, cancellation);

        public Task SettleAsync(PlanChange change, CancellationToken cancellation) => inner.SettleAsync(change, cancellation);

        public Task<bool> ExistsAsync(UserId owner, CancellationToken cancellation) => inner.ExistsAsync(owner, cancellation);

        public Task<IReadOnlyList<UserId>> LeavingAsync(UserId? after, int max, CancellationToken cancellation) => inner.LeavingAsync(after, max, cancellation);

        public Task RemoveAsync(UserId owner, CancellationToken cancellation) =>
            owner.Value == stays ? throw new IOException("The payment provider does not answer.") : inner.RemoveAsync(owner, cancellation);
    }
}
