using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Embedded;

/// <summary>Job rows in SQLite: the body as JSON, beside it only what is searched by. A job's owner, file name and submission never change.</summary>
public sealed partial class SqliteJobStore(SqliteDatabase database) : IJobStore
{
    internal const string Due = "SELECT body FROM jobs WHERE due_at <= ? ORDER BY due_at LIMIT ?";

    private const string Insert =
        "INSERT INTO jobs (job_id, user_id, state, version, submitted, due_at, leased, result_bytes, folded_name, folded_tags, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (job_id) DO NOTHING";

    private const string SelectState = "SELECT row, state, result_bytes, user_id FROM jobs WHERE job_id = ? AND version = ?";

    private const string Update = "UPDATE jobs SET state = ?, version = ?, due_at = ?, leased = ?, result_bytes = ?, folded_tags = ?, body = ? WHERE row = ?";

    public Task<bool> AddAsync(Job job, CancellationToken cancellation) =>
        database.WriteAsync((Job: job, Body: JobJson.Write(job)), static (batch, added) => Add(batch, added.Job, added.Body), cancellation);

    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation) =>
        database.FindAsync(id, static (session, id) => session.Prepare("SELECT body FROM jobs WHERE job_id = ?").Bind(id.Value).First(ReadJob, null), cancellation);

    public Task<bool> TrySaveAsync(Job job, CancellationToken cancellation) =>
        database.WriteAsync((Job: job, Body: JobJson.Write(job)), static (batch, saved) => Save(batch, saved.Job, saved.Body), cancellation);

    public Task<bool> TryRemoveAsync(JobId id, long version, CancellationToken cancellation) =>
        database.WriteAsync((Id: id, Version: version), static (batch, removed) => Remove(batch, removed.Id, removed.Version), cancellation);

    public Task<IReadOnlyList<Job>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellation) =>
        database.ScanAsync((Now: now.UtcTicks, Max: max), static (session, due) => (IReadOnlyList<Job>)session
            .Prepare(Due)
            .Bind(due.Now).Bind(due.Max).All(row => JobJson.Read(row.Bytes(0))), cancellation);

    public Task<IReadOnlyDictionary<JobState, JobTally>> CountAsync(UserId? owner, CancellationToken cancellation) =>
        database.FindAsync(owner, Count, cancellation);

    private static IReadOnlyList<string> TagsOf(Job job) => job.Labels?.Tags ?? [];

    private static Job? ReadJob(SqliteStatement row) => JobJson.Read(row.Bytes(0));

    private static bool Add(SqliteBatch batch, Job job, byte[] body)
    {
        var added = batch.Prepare(Insert)
            .Bind(job.Id.Value)
            .Bind(job.Owner.Value)
            .Bind((long)job.State)
            .Bind(job.Version)
            .Bind(job.SubmittedAt.UtcTicks)
            .Bind(job.DueAt?.UtcTicks)
            .Bind(job.Lease is null ? 0L : 1L)
            .Bind(job.ResultBytes)
            .Bind(Folded(job.FileName))
            .Bind(Folded(TagsOf(job)))
            .Bind(body)
            .Run() == 1;
        if (added)
        {
            batch.Counts.Add(job.Owner, (long)job.State, job.ResultBytes);
        }

        return added;
    }

    private static bool Save(SqliteBatch batch, Job job, byte[] body)
    {
        var (row, state, bytes, _) = FindState(batch, job.Id, job.Version - 1);
        if (row == 0)
        {
            return false;
        }

        batch.Prepare(Update)
            .Bind((long)job.State)
            .Bind(job.Version)
            .Bind(job.DueAt?.UtcTicks)
            .Bind(job.Lease is null ? 0L : 1L)
            .Bind(job.ResultBytes)
            .Bind(Folded(TagsOf(job)))
            .Bind(body)
            .Bind(row)
            .Run();
        if (state != (long)job.State || bytes != job.ResultBytes)
        {
            batch.Counts.Remove(job.Owner, state, bytes);
            batch.Counts.Add(job.Owner, (long)job.State, job.ResultBytes);
        }

        return true;
    }

    private static bool Remove(SqliteBatch batch, JobId id, long version)
    {
        var (row, state, bytes, owner) = FindState(batch, id, version);
        if (row == 0)
        {
            return false;
        }

        batch.Prepare("DELETE FROM jobs WHERE row = ?").Bind(row).Run();
        batch.Counts.Remove(new UserId(owner), state, bytes);
        return true;
    }

    private static (long Row, long State, long ResultBytes, string Owner) FindState(SqliteBatch batch, JobId id, long version) =>
        batch.Prepare(SelectState).Bind(id.Value).Bind(version).First(found => (found.Int64(0), found.Int64(1), found.Int64(2), found.Text(3)), (0L, 0L, 0L, ""));

    private static IReadOnlyDictionary<JobState, JobTally> Count(SqliteSession session, UserId? owner)
    {
        var counts = owner is { } user
            ? session.Prepare("SELECT state, jobs, result_bytes FROM job_counts WHERE user_id = ? AND jobs > 0").Bind(user.Value)
            : session.Prepare("SELECT state, jobs, result_bytes FROM job_totals WHERE jobs > 0");
        return counts.All(row => KeyValuePair.Create((JobState)row.Int64(0), new JobTally(row.Int64(1), row.Int64(2)))).ToDictionary();
    }
}
