using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Data.Sqlite;

namespace Gas.Pipeline.Embedded;

/// <summary>Messages in SQLite. A receipt is the claim: only who holds the row's current one may settle it.</summary>
public sealed class SqliteJobQueue(SqliteDatabase database, TimeProvider time) : IJobQueue
{
    /// <summary>How long a receiver waits at most; a signal or the next due message wakes it before.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    private readonly StageSignals _signals = new();

    public async Task SendAsync(Stage stage, JobId job, TimeSpan delay, CancellationToken cancellation)
    {
        var visible = SqliteTime.Of(time.GetUtcNow() + delay);
        await database.WriteAsync(
            writer =>
            {
                // One that still waits says the same; one with a worker may have read the row before this change, so it does not count.
                if (writer.Execute("UPDATE messages SET visible = min(visible, $2) WHERE job_id = $1 AND stage = $0 AND receipt IS NULL", (int)stage, SqliteJobStore.Key(job), visible) == 0)
                {
                    writer.Execute("INSERT INTO messages (stage, job_id, visible) VALUES ($0, $1, $2)", (int)stage, SqliteJobStore.Key(job), visible);
                }

                return true;
            },
            cancellation);
        _signals.Ring(stage);
    }

    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(Stage stage, int max, TimeSpan lease, CancellationToken cancellation)
    {
        var signal = _signals.Next(stage);
        var now = time.GetUtcNow();
        var next = NextVisible(stage);
        if (next > now)
        {
            await WaitAsync(signal, next is { } due && due < now + Poll ? due - now : Poll, cancellation);
            now = time.GetUtcNow();
        }

        return await database.WriteAsync(writer => Claim(writer, stage, max, now, lease), cancellation);
    }

    public Task<bool> ExtendAsync(Delivery delivery, TimeSpan lease, CancellationToken cancellation) =>
        SettleAsync(delivery, "UPDATE messages SET visible = $1 WHERE receipt = $0", SqliteTime.Of(time.GetUtcNow() + lease), cancellation);

    public Task<bool> CompleteAsync(Delivery delivery, CancellationToken cancellation) =>
        SettleAsync(delivery, "DELETE FROM messages WHERE receipt = $0 AND $1 IS NULL", null, cancellation);

    public async Task<bool> ReturnAsync(Delivery delivery, TimeSpan delay, CancellationToken cancellation)
    {
        var returned = await SettleAsync(delivery, "UPDATE messages SET receipt = NULL, visible = $1 WHERE receipt = $0", SqliteTime.Of(time.GetUtcNow() + delay), cancellation);
        _signals.Ring(delivery.Stage);
        return returned;
    }

    public Task<bool> BuryAsync(Delivery delivery, string reason, CancellationToken cancellation)
    {
        var now = SqliteTime.Of(time.GetUtcNow());
        return database.WriteAsync(
            writer =>
            {
                var buried = writer.Execute("DELETE FROM messages WHERE receipt = $0", delivery.Receipt) == 1;
                if (buried)
                {
                    writer.Execute(
                        "INSERT OR REPLACE INTO dead_letters (stage, job_id, attempts, reason, buried) VALUES ($0, $1, $2, $3, $4)",
                        (int)delivery.Stage, SqliteJobStore.Key(delivery.Job), delivery.Attempt, reason, now);
                }

                return buried;
            },
            cancellation);
    }

    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(Stage stage, int max, CancellationToken cancellation) => Task.FromResult(database.Read<IReadOnlyList<DeadLetter>>(connection =>
    {
        using var command = Command(connection, "SELECT job_id, attempts, reason, buried FROM dead_letters WHERE stage = $0 ORDER BY buried DESC, job_id LIMIT $1", (int)stage, max);
        using var rows = command.ExecuteReader();
        var letters = new List<DeadLetter>();
        while (rows.Read())
        {
            letters.Add(new DeadLetter(stage, Id(rows, 0), rows.GetInt32(1), rows.GetString(2), SqliteTime.From(rows.GetInt64(3))));
        }

        return letters;
    }));

    public async Task<bool> SettleDeadLetterAsync(Stage stage, JobId job, bool revive, CancellationToken cancellation)
    {
        var found = await database.WriteAsync(writer => writer.Execute("DELETE FROM dead_letters WHERE stage = $0 AND job_id = $1", (int)stage, SqliteJobStore.Key(job)) == 1, cancellation);
        if (found && revive)
        {
            await SendAsync(stage, job, TimeSpan.Zero, cancellation);
        }

        return found;
    }

    public Task<QueueDepth> DepthAsync(Stage stage, CancellationToken cancellation) => Task.FromResult(database.Read(connection =>
    {
        using var command = Command(
            connection,
            "SELECT (SELECT count(*) FROM messages WHERE stage = $0 AND (receipt IS NULL OR visible <= $1)), (SELECT count(*) FROM messages WHERE stage = $0 AND receipt IS NOT NULL AND visible > $1), (SELECT count(*) FROM dead_letters WHERE stage = $0)",
            (int)stage,
            SqliteTime.Of(time.GetUtcNow()));
        using var rows = command.ExecuteReader();
        return rows.Read() ? new QueueDepth(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2)) : default;
    }));

    public Task<long?> AheadAsync(Stage stage, JobId job, CancellationToken cancellation) => Task.FromResult(database.Read<long?>(connection =>
    {
        using var command = Command(
            connection,
            """
            SELECT (SELECT count(*) FROM messages AS other WHERE other.stage = mine.stage AND other.receipt IS NULL AND (other.visible, other.id) < (mine.visible, mine.id))
            FROM messages AS mine WHERE mine.job_id = $1 AND mine.stage = $0 AND mine.receipt IS NULL ORDER BY mine.visible, mine.id LIMIT 1
            """,
            (int)stage,
            SqliteJobStore.Key(job));
        return command.ExecuteScalar() as long?;
    }));

    private static List<Delivery> Claim(SqliteWriter writer, Stage stage, int max, DateTimeOffset now, TimeSpan lease)
    {
        var due = new List<(long Message, JobId Job, int Attempts)>();
        using (var rows = writer.Statement("SELECT id, job_id, attempts FROM messages WHERE stage = $0 AND visible <= $1 ORDER BY visible, id LIMIT $2", (int)stage, SqliteTime.Of(now), max).ExecuteReader())
        {
            while (rows.Read())
            {
                due.Add((rows.GetInt64(0), Id(rows, 1), rows.GetInt32(2)));
            }
        }

        var deliveries = new List<Delivery>(due.Count);
        foreach (var (message, job, attempts) in due)
        {
            // The message's own number stands in the receipt, so that settling finds the row without an index on receipts.
            var receipt = $"{message}:{Guid.NewGuid():n}";
            writer.Execute("UPDATE messages SET receipt = $1, visible = $2, attempts = $3 WHERE id = $0", message, receipt, SqliteTime.Of(now + lease), attempts + 1);
            deliveries.Add(new Delivery(stage, job, receipt, attempts + 1));
        }

        return deliveries;
    }

    private Task<bool> SettleAsync(Delivery delivery, string sql, long? value, CancellationToken cancellation)
    {
        var message = long.Parse(delivery.Receipt.AsSpan(0, delivery.Receipt.IndexOf(':')), System.Globalization.CultureInfo.InvariantCulture);
        return database.WriteAsync(writer => writer.Execute($"{sql} AND id = $2", delivery.Receipt, value, message) == 1, cancellation);
    }

    private DateTimeOffset? NextVisible(Stage stage) => database.Read<DateTimeOffset?>(connection =>
    {
        using var command = Command(connection, "SELECT min(visible) FROM messages WHERE stage = $0", (int)stage);
        return command.ExecuteScalar() is long ticks ? SqliteTime.From(ticks) : DateTimeOffset.MaxValue;
    });

    private async Task WaitAsync(Task signal, TimeSpan longest, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(signal, Task.Delay(longest, time, over.Token));
        await over.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", values[i]);
        }

        return command;
    }

    private static JobId Id(SqliteDataReader rows, int column) => new(new Guid(rows.GetFieldValue<byte[]>(column), bigEndian: true));
}
