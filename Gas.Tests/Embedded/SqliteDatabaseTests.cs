using Gas.Pipeline.Embedded;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Options;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Embedded;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder.Path, "gas.db");

    [Fact]
    public async Task A_file_without_tables_is_brought_to_this_version()
    {
        using (var session = SqliteSession.OpenWriter(File))
        {
            Assert.Equal(0, Version(session));
        }

        await _folder.Jobs.AddAsync(Queued(), Cancellation);
        _folder.Close();
        using (var session = SqliteSession.OpenWriter(File))
        {
            Assert.Equal(SqliteSchema.Steps.Count, Version(session));
        }
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        using (var session = SqliteSession.OpenWriter(File))
        {
            session.Execute("PRAGMA user_version = 99");
        }

        var refusal = Assert.Throws<InvalidOperationException>(() => _folder.Jobs);
        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("gas.db", refusal.Message, StringComparison.Ordinal);
        _folder.Close();
        using (var session = SqliteSession.OpenWriter(File))
        {
            Assert.Equal(99, Version(session));
            Assert.Equal(0, session.Prepare("SELECT count(*) FROM sqlite_schema").First(row => row.Int64(0), -1));
        }
    }

    [Fact]
    public async Task Tags_of_an_older_file_are_found()
    {
        var tagged = Queued() with { Labels = new JobLabels(null, ["Größe", "trio"]) };
        using (var session = SqliteSession.OpenWriter(File))
        {
            session.Execute($"{SqliteSchema.Steps[0]} {SqliteSchema.Steps[1]} PRAGMA user_version = 2;");
            foreach (var job in (Job[])[tagged, Queued()])
            {
                session.Prepare("INSERT INTO jobs (job_id, user_id, state, version, submitted, leased, folded_name, body) VALUES (?, ?, 0, 1, ?, 0, '', ?)")
                    .Bind(job.Id.Value).Bind(job.Owner.Value).Bind(job.SubmittedAt.UtcTicks).Bind(JobJson.Write(job)).Run();
            }
        }

        Assert.Equal(tagged.Id, Assert.Single((await _folder.Jobs.PageAsync(new JobQuery { Tag = "GRÖßE" }, Cancellation)).Jobs).Id);
        Assert.Single((await _folder.Jobs.PageAsync(new JobQuery { Tag = "Trio" }, Cancellation)).Jobs);
    }

    [Fact]
    public async Task Rows_messages_and_dead_letters_outlive_a_restart()
    {
        var job = Queued();
        await _folder.Jobs.AddAsync(job, Cancellation);
        await _folder.Queue.SendAsync(Stage.Annotate, job.Id, TimeSpan.Zero, Cancellation);
        _folder.Close();
        Assert.Equivalent(job, await _folder.Jobs.FindAsync(job.Id, Cancellation), strict: true);
        Assert.Equal(1, (await _folder.Jobs.CountAsync(Ann, Cancellation))[JobState.Queued].Jobs);
        Assert.Equal(job.Id, Assert.Single(await _folder.Queue.ReceiveAsync(Stage.Annotate, 1, TimeSpan.FromMinutes(1), Cancellation)).Job);
    }

    [Fact]
    public async Task What_the_former_process_had_claimed_is_free_at_once()
    {
        var job = Queued();
        var lease = Lease(_folder.Clock.GetUtcNow().AddHours(1));
        await _folder.Jobs.AddAsync(job, Cancellation);
        await _folder.Jobs.TrySaveAsync(job.After(new JobEvent.Started(lease)), Cancellation);
        await _folder.Queue.SendAsync(Stage.Annotate, job.Id, TimeSpan.Zero, Cancellation);
        var lost = Assert.Single(await _folder.Queue.ReceiveAsync(Stage.Annotate, 1, TimeSpan.FromHours(1), Cancellation));
        _folder.Close();

        var due = Assert.Single(await _folder.Jobs.DueAsync(_folder.Clock.GetUtcNow(), 10, Cancellation));
        Assert.Equal(3, due.Version);
        Assert.Equal(JobState.Queued, due.On(new JobEvent.LeaseLapsed(3), _folder.Clock.GetUtcNow())?.State);
        var again = Assert.Single(await _folder.Queue.ReceiveAsync(Stage.Annotate, 1, TimeSpan.FromHours(1), Cancellation));
        Assert.Equal((job.Id, 2), (again.Job, again.Attempt));
        Assert.False(await _folder.Queue.CompleteAsync(lost, Cancellation));
    }

    [Fact]
    public async Task A_lease_is_ended_once_and_not_at_every_start()
    {
        var job = Queued().After(new JobEvent.Started(Lease()));
        await _folder.Jobs.AddAsync(job, Cancellation);
        _folder.Close();
        Assert.Equal(3, (await _folder.Jobs.FindAsync(job.Id, Cancellation))!.Version);
        await _folder.Jobs.TrySaveAsync((await _folder.Jobs.FindAsync(job.Id, Cancellation))! with { Version = 4, Lease = null }, Cancellation);
        _folder.Close();
        Assert.Equal(4, (await _folder.Jobs.FindAsync(job.Id, Cancellation))!.Version);
    }

    [Fact]
    public void A_folder_that_is_in_use_is_refused_with_the_name_of_the_setting()
    {
        _ = _folder.Database;
        var refusal = Assert.Throws<OptionsValidationException>(() => new DataFolder(Options.Create(new EmbeddedOptions { DataPath = _folder.Path })));
        Assert.Contains("Embedded:DataPath", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("another process", refusal.Message, StringComparison.Ordinal);

        _folder.Close();
        new DataFolder(Options.Create(new EmbeddedOptions { DataPath = _folder.Path })).Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused_with_the_name_of_the_setting()
    {
        _ = _folder.Database;
        var refusal = Assert.Throws<OptionsValidationException>(() => new DataFolder(Options.Create(new EmbeddedOptions { DataPath = Path.Combine(File, "below-a-file") })));
        Assert.Contains("Embedded:DataPath", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_and_due_rows_are_read_from_an_index_and_never_sorted()
    {
        _ = _folder.Database;
        using var session = SqliteSession.OpenReader(File);
        AssertReads(session, SqliteJobStore.PageOfOwner, "jobs_by_owner");
        AssertReads(session, SqliteJobStore.PageOfAll, "jobs_by_time");
        AssertReads(session, SqliteJobStore.Due, "jobs_due");
    }

    public void Dispose() => _folder.Dispose();

    private static long Version(SqliteSession session) => session.Prepare("PRAGMA user_version").First(row => row.Int64(0), -1);

    private static void AssertReads(SqliteSession session, string sql, string index)
    {
        var plan = string.Join('\n', session.Prepare("EXPLAIN QUERY PLAN " + sql).All(row => row.Text(3)));
        Assert.Contains($"SEARCH jobs USING INDEX {index}", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }
}
