using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Embedded;

public sealed partial class SqliteJobQueue
{
    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(Stage stage, int max, CancellationToken cancellation) =>
        database.ScanAsync((stage, max), static (session, asked) => (IReadOnlyList<DeadLetter>)session
            .Prepare("SELECT job_id, attempts, reason, buried_at FROM dead_letters WHERE stage = ? ORDER BY buried_at DESC, job_id DESC LIMIT ?")
            .Bind((long)asked.stage).Bind(asked.max)
            .All(row => new DeadLetter(asked.stage, new JobId(row.Guid(0)), (int)row.Int64(1), row.Text(2), new DateTimeOffset(row.Int64(3), TimeSpan.Zero))), cancellation);

    public async Task<bool> SettleDeadLetterAsync(Stage stage, JobId job, bool revive, CancellationToken cancellation)
    {
        var settled = await database.WriteAsync(
            (stage, job, revive, Now: Ticks(TimeSpan.Zero)),
            static (batch, dead) =>
                batch.Prepare("DELETE FROM dead_letters WHERE stage = ? AND job_id = ?").Bind((long)dead.stage).Bind(dead.job.Value).Run() == 1
                && (!dead.revive || Send(batch, dead.stage, dead.job, dead.Now)),
            cancellation);
        if (settled && revive)
        {
            Signal(stage).Pulse();
        }

        return settled;
    }

    public Task<QueueDepth> DepthAsync(Stage stage, CancellationToken cancellation) =>
        database.ScanAsync((stage, Now: Ticks(TimeSpan.Zero)), static (session, asked) =>
        {
            const string Messages = "SELECT count(*), count(*) FILTER (WHERE visible_at > ? AND leased = 1) FROM messages WHERE stage = ?";
            var (all, leased) = session.Prepare(Messages).Bind(asked.Now).Bind((long)asked.stage).First(row => (row.Int64(0), row.Int64(1)), (0, 0));
            var dead = session.Prepare("SELECT count(*) FROM dead_letters WHERE stage = ?").Bind((long)asked.stage).First(row => row.Int64(0), 0);
            return new QueueDepth(all - leased, leased, dead);
        }, cancellation);

    public Task<DateTimeOffset?> OldestAsync(Stage stage, CancellationToken cancellation) =>
        database.ScanAsync((stage, Now: Ticks(TimeSpan.Zero)), static (session, asked) => session
            .Prepare("SELECT visible_at FROM messages WHERE stage = ? AND visible_at <= ? ORDER BY visible_at LIMIT 1")
            .Bind((long)asked.stage).Bind(asked.Now)
            .First<DateTimeOffset?>(row => new DateTimeOffset(row.Int64(0), TimeSpan.Zero), null), cancellation);

    public Task<long?> AheadAsync(Stage stage, JobId job, CancellationToken cancellation) =>
        database.ScanAsync((stage, job, Now: Ticks(TimeSpan.Zero)), static (session, asked) => Ahead(session, asked.stage, asked.job, asked.Now), cancellation);

    private static long? Ahead(SqliteSession session, Stage stage, JobId job, long now)
    {
        const string Mine = "SELECT id, visible_at FROM messages WHERE job_id = ? AND stage = ? AND (visible_at <= ? OR leased = 0) ORDER BY visible_at, id LIMIT 1";
        const string Earlier = "SELECT count(*) FROM messages WHERE stage = ? AND (visible_at, id) < (?, ?) AND (visible_at <= ? OR leased = 0)";
        var (id, visibleAt) = session.Prepare(Mine).Bind(job.Value).Bind((long)stage).Bind(now).First(row => (row.Int64(0), row.Int64(1)), (0L, 0L));
        return id == 0
            ? null
            : session.Prepare(Earlier).Bind((long)stage).Bind(visibleAt).Bind(id).Bind(now).First(row => row.Int64(0), 0);
    }

    private static bool Bury(SqliteBatch batch, Delivery delivery, string reason, long now) =>
        batch.Prepare("INSERT OR REPLACE INTO dead_letters (stage, job_id, attempts, reason, buried_at) VALUES (?, ?, ?, ?, ?)")
            .Bind((long)delivery.Stage).Bind(delivery.Job.Value).Bind(delivery.Attempt).Bind(reason).Bind(now).Run() == 1;
}
