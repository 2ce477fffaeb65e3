using Gas.Pipeline.Annotation;
using Gas.Pipeline.Aws.Rows;
using Gas.Pipeline.Jobs;

namespace Gas.Tests.Aws;

/// <summary>What a job's rows cost, counted at the wire.</summary>
public sealed class RowCostTests : IAsyncLifetime
{
    private DynamoTables? _tables;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DynamoTables Tables => _tables!;

    public async ValueTask InitializeAsync() => _tables = await DynamoTables.CreateAsync(Cancellation);

    public ValueTask DisposeAsync() => _tables?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_lonely_jobs_whole_life_costs_about_twenty_write_units()
    {
        var meter = new UnitMeter(Tables.Client, JobTable.Jobs(Tables.Names.JobsTable), JobTable.Tallies(Tables.Names.TalliesTable));
        var instance = Tables.NewInstance(meter);
        var life = new Life(instance, Tables);
        var free = new PlanTerms(Plan.Free, 3, TimeSpan.FromMinutes(5));

        await life.SubmitAsync(free);
        await life.DeliverAsync(holdsBack: true);
        var lease = await life.StartAsync(Stage.Annotate);
        await life.PassAsync(TimeSpan.FromSeconds(2.3));
        await life.RecordAsync(new JobEvent.Annotated(lease.Token, life.Result(lease.Token), new(JobFiles.Log(life.Job.Id, lease.Token), 2212, Sha()), free));
        await life.DeliverAsync();
        await life.RecordAsync(new JobEvent.Told(JobNotice.Completed));
        await life.PassAsync(TimeSpan.FromSeconds(2.1));
        Report("submitted, annotated, told", meter);

        await life.PassAsync(TimeSpan.FromMinutes(5));
        await life.SweepAsync();
        await life.DeliverAsync();
        lease = await life.StartAsync(Stage.Archive);
        await life.RecordAsync(new JobEvent.Copied(lease.Token, JobFiles.Vcf(life.Job.Id, lease.Token)));
        await life.RecordAsync(new JobEvent.Archived(lease.Token, Tables.Clock.GetUtcNow() + TimeSpan.FromMinutes(1)));
        await life.PassAsync(TimeSpan.FromMinutes(1));
        await life.SweepAsync();
        await life.DeliverAsync();
        lease = await life.StartAsync(Stage.Archive);
        await life.RecordAsync(new JobEvent.HotCopyRemoved(lease.Token));
        await life.PassAsync(TimeSpan.FromSeconds(2.1));

        Report("and archived, hot copy removed", meter);
        Assert.Null(life.Job.DueAt);
        Assert.InRange(meter.LargestRow, 600, 1200);
        Assert.InRange(meter.WritesByPlace[JobTable.DueIndex], 1, 2);
        Assert.InRange(meter.WritesByPlace[JobTable.OwnerIndex], 1, 2);
        Assert.InRange(meter.WritesByPlace[JobTable.TimeIndex], 1, 2);
        Assert.InRange(meter.WritesByPlace[Tables.Names.TalliesTable], 1, 3);
        Assert.InRange(meter.Writes, 11, 24);
        Assert.InRange(meter.Reads, 1, 16);
    }

    [Fact]
    public async Task A_premium_job_costs_little_more_than_its_four_changes()
    {
        var meter = new UnitMeter(Tables.Client, JobTable.Jobs(Tables.Names.JobsTable), JobTable.Tallies(Tables.Names.TalliesTable));
        var life = new Life(Tables.NewInstance(meter), Tables);
        await life.SubmitAsync(new PlanTerms(Plan.Premium, 3));
        await life.DeliverAsync();
        var lease = await life.StartAsync(Stage.Annotate);
        await life.RecordAsync(new JobEvent.Annotated(lease.Token, life.Result(lease.Token), new(JobFiles.Log(life.Job.Id, lease.Token), 2212, Sha())));
        await life.DeliverAsync();
        await life.RecordAsync(new JobEvent.Told(JobNotice.Completed));
        await life.PassAsync(TimeSpan.FromSeconds(2.1));
        Report("submitted, annotated, told within two seconds", meter);
        Assert.Null(life.Job.DueAt);
        Assert.InRange(meter.Writes, 4, 10);
    }

    private static string Sha() => Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()) + Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());

    private static void Report(string until, UnitMeter meter) =>
        TestContext.Current.TestOutputHelper!.WriteLine($"{until}: {meter.Writes} write and {meter.Reads} read units, largest row {meter.LargestRow} bytes\n{meter}");

    /// <summary>Does to one job what the ledger, the workers and the sweeper do, one thing at a time.</summary>
    private sealed class Life(DynamoInstance instance, DynamoTables tables)
    {
        public Job Job { get; private set; } = null!;

        public JobResult Result(Guid run) => new(
            new(JobFiles.Vcf(Job.Id, run), 2_418_904, Sha()), new(JobFiles.Index(Job.Id, run), 2993, Sha()), new(JobFiles.Summary(Job.Id, run), 1112, Sha()), 99_586, 0, new(JobFiles.Variants(Job.Id, run), 2_108_311, Sha()));

        public async Task SubmitAsync(PlanTerms terms)
        {
            var now = tables.Clock.GetUtcNow();
            var id = JobId.New(now);
            Job = Job.Submitted(id, new UserId(Guid.NewGuid().ToString()), terms, "patient-17.chr20.vcf.gz", new(JobFiles.Input(id), 497_337, Sha()), "NC_045512.2", new AnnotationOptions(), now);
            Assert.True(await instance.Store.AddAsync(Job, Cancellation));
        }

        public async Task DeliverAsync(bool holdsBack = false)
        {
            Job = (await instance.Store.FindAsync(Job.Id, Cancellation))!;
            if (holdsBack)
            {
                await instance.Store.CountAsync(Job.Owner, Cancellation);
            }
        }

        public async Task<Lease> StartAsync(Stage stage)
        {
            var lease = new Lease(Guid.NewGuid(), "ip-10-0-3-17/1", tables.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
            await RecordAsync(new JobEvent.Started(lease, stage));
            return lease;
        }

        public async Task RecordAsync(JobEvent happened)
        {
            tables.Clock.Advance(TimeSpan.FromTicks(1_234_567));
            Job = Job.On(happened, tables.Clock.GetUtcNow())!;
            Assert.True(await instance.Store.TrySaveAsync(Job, Cancellation));
        }

        public async Task SweepAsync()
        {
            Job = Assert.Single(await instance.Store.DueAsync(tables.Clock.GetUtcNow(), 200, Cancellation));
            await RecordAsync(new JobEvent.Nudged());
        }

        public async Task PassAsync(TimeSpan time)
        {
            tables.Clock.Advance(time);
            await instance.Tallies.FlushAsync(Cancellation);
        }
    }
}
