using System.Globalization;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Embedded;

/// <summary>
/// Messages in SQLite. A claim moves the time at which the message is seen behind the lease, so that a lapsed lease needs nobody to end it.
/// A receipt is the message's id and the number of the attempt: an older attempt's receipt fits no more.
/// </summary>
public sealed partial class SqliteJobQueue(SqliteDatabase database, TimeProvider time) : IJobQueue
{
    /// <summary>How long a receiver waits before it goes back empty-handed: the net under the signal that wakes it.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    private const string Claimed = "id = ? AND attempts = ? AND leased = 1";

    private readonly QueueSignal[] _signals = [.. Enum.GetValues<Stage>().Select(_ => new QueueSignal())];

    public async Task SendAsync(Stage stage, JobId job, TimeSpan delay, CancellationToken cancellation)
    {
        await database.WriteAsync((stage, job, At: Ticks(delay)), static (batch, sent) => Send(batch, sent.stage, sent.job, sent.At), cancellation);
        Signal(stage).Pulse();
    }

    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(Stage stage, int max, TimeSpan lease, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + Poll;
        while (true)
        {
            var seen = Signal(stage).Version;
            var now = time.GetUtcNow();
            var (taken, next) = await database.WriteAsync(
                (stage, max, Now: now.UtcTicks, Until: (now + lease).UtcTicks),
                static (batch, claim) => Claim(batch, claim.stage, claim.max, claim.Now, claim.Until),
                cancellation);
            now = time.GetUtcNow();
            if (taken.Count > 0 || now >= until)
            {
                return taken;
            }

            var wait = TimeSpan.FromTicks(Math.Min(until.UtcTicks, next) - now.UtcTicks);
            if (wait > TimeSpan.Zero)
            {
                // Timers count in milliseconds and must not ring before the message can be seen.
                await Signal(stage).WaitAsync(seen, TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellation);
            }
        }
    }

    public async Task<bool> ExtendAsync(Delivery delivery, TimeSpan lease, CancellationToken cancellation) =>
        await SettleAsync(delivery, Ticks(lease), static (batch, message, at) =>
            batch.Prepare("UPDATE messages SET visible_at = ? WHERE " + Claimed).Bind(at).Bind(message.Id).Bind(message.Attempt).Run() == 1, cancellation);

    public async Task<bool> CompleteAsync(Delivery delivery, CancellationToken cancellation) =>
        await SettleAsync(delivery, 0, static (batch, message, _) =>
            batch.Prepare("DELETE FROM messages WHERE " + Claimed).Bind(message.Id).Bind(message.Attempt).Run() == 1, cancellation);

    public async Task<bool> ReturnAsync(Delivery delivery, TimeSpan delay, CancellationToken cancellation)
    {
        var returned = await SettleAsync(delivery, Ticks(delay), static (batch, message, at) =>
            batch.Prepare("UPDATE messages SET leased = 0, visible_at = ? WHERE " + Claimed).Bind(at).Bind(message.Id).Bind(message.Attempt).Run() == 1, cancellation);
        if (returned)
        {
            Signal(delivery.Stage).Pulse();
        }

        return returned;
    }

    public async Task<bool> BuryAsync(Delivery delivery, string reason, CancellationToken cancellation) =>
        await SettleAsync(delivery, (delivery, reason, Now: Ticks(TimeSpan.Zero)), static (batch, message, dead) =>
            batch.Prepare("DELETE FROM messages WHERE " + Claimed).Bind(message.Id).Bind(message.Attempt).Run() == 1
            && Bury(batch, dead.delivery, dead.reason, dead.Now), cancellation);

    private static (IReadOnlyList<Delivery> Taken, long Next) Claim(SqliteBatch batch, Stage stage, int max, long now, long until)
    {
        var found = batch.Prepare("SELECT id, job_id, attempts, visible_at FROM messages WHERE stage = ? ORDER BY visible_at, id LIMIT ?")
            .Bind((long)stage).Bind(max)
            .All(row => (Id: row.Int64(0), Job: new JobId(row.Guid(1)), Attempt: row.Int64(2) + 1, VisibleAt: row.Int64(3)));
        var taken = new List<Delivery>(found.Count);
        foreach (var (id, job, attempt, _) in found.TakeWhile(message => message.VisibleAt <= now))
        {
            batch.Prepare("UPDATE messages SET leased = 1, attempts = ?, visible_at = ? WHERE id = ?").Bind(attempt).Bind(until).Bind(id).Run();
            taken.Add(new Delivery(stage, job, string.Create(CultureInfo.InvariantCulture, $"{id}.{attempt}"), (int)attempt));
        }

        return (taken, found.Count > 0 ? found[0].VisibleAt : long.MaxValue);
    }

    /// <summary>A message that waits already is enough; one that a worker holds is not, since the worker may have looked before this change.</summary>
    private static bool Send(SqliteBatch batch, Stage stage, JobId job, long at)
    {
        var waiting = batch.Prepare("SELECT id, visible_at FROM messages WHERE job_id = ? AND stage = ? AND leased = 0")
            .Bind(job.Value).Bind((long)stage).First(row => (Id: row.Int64(0), VisibleAt: row.Int64(1)), (Id: 0L, VisibleAt: 0L));
        if (waiting.Id == 0)
        {
            batch.Prepare("INSERT INTO messages (stage, job_id, visible_at, attempts, leased) VALUES (?, ?, ?, 0, 0)").Bind((long)stage).Bind(job.Value).Bind(at).Run();
        }
        else if (at < waiting.VisibleAt)
        {
            batch.Prepare("UPDATE messages SET visible_at = ? WHERE id = ?").Bind(at).Bind(waiting.Id).Run();
        }

        return true;
    }

    private async Task<bool> SettleAsync<TValues>(Delivery delivery, TValues values, Func<SqliteBatch, (long Id, long Attempt), TValues, bool> settle, CancellationToken cancellation)
    {
        var receipt = delivery.Receipt.AsSpan();
        var dot = receipt.IndexOf('.');
        return dot > 0
            && long.TryParse(receipt[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && long.TryParse(receipt[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            && await database.WriteAsync((id, attempt, values, settle), static (batch, call) => call.settle(batch, (call.id, call.attempt), call.values), cancellation);
    }

    private QueueSignal Signal(Stage stage) => _signals[(int)stage];

    private long Ticks(TimeSpan fromNow) => (time.GetUtcNow() + fromNow).UtcTicks;
}
