using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>
/// How many jobs each owner has by state: an item an owner, to which every instance adds what it has changed, gathered over seconds. An instance counts what it
/// has not added yet, so that its own view is exact; others see it seconds later. What a crash loses is found by recounting (<see cref="TallyRecount"/>).
/// The sum of all is the sum of the items, so that nothing has to agree with anything.
/// </summary>
internal sealed partial class DynamoDbTallies(IAmazonDynamoDB dynamo, AwsNames names, TimeProvider time) : IDisposable
{
    private const int WritesAtOnce = 8;

    private static readonly TimeSpan GlanceTime = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();

    /// <summary>One at a time: writing what was noted, or summing up.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<UserId, OwnerTally> _owners = [];

    /// <summary>Counts of owners as they were read a moment ago, with what this instance has changed since.</summary>
    private readonly Dictionary<UserId, (TallySheet Sheet, DateTimeOffset ReadAt)> _glances = [];

    public TallyDoubts Doubts { get; } = new(time);

    public void Dispose() => _turn.Dispose();

    public void Note(UserId owner, Job? before, Job? after) => Note(owner, Of(before), Of(after));

    public void Note(UserId owner, (JobState State, long ResultBytes)? before, (JobState State, long ResultBytes)? after)
    {
        if (before == after)
        {
            return;
        }

        var change = new TallySheet();
        if (before is { } from)
        {
            change.Add(from.State, -1, -from.ResultBytes);
        }

        if (after is { } to)
        {
            change.Add(to.State, 1, to.ResultBytes);
        }

        lock (_lock)
        {
            OfOwner(owner).Note(change);
            _sinceSum.Add(change);
            if (_glances.TryGetValue(owner, out var glance))
            {
                glance.Sheet.Add(change);
            }
        }
    }

    /// <summary>Nobody knows whether a change happened.</summary>
    public void Doubt(UserId owner) => Doubts.Raise(owner);

    /// <summary>Exact for this instance's own changes; others' are seen at the next reading.</summary>
    public Task<IReadOnlyDictionary<JobState, JobTally>> GlanceAsync(UserId owner, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_glances.TryGetValue(owner, out var glance) && IsFresh(glance.ReadAt))
            {
                return Task.FromResult<IReadOnlyDictionary<JobState, JobTally>>(glance.Sheet.ToCounts());
            }
        }

        return CountAsync(owner, cancellation);
    }

    public async Task<IReadOnlyDictionary<JobState, JobTally>> CountAsync(UserId owner, CancellationToken cancellation)
    {
        while (true)
        {
            OwnerTally mine;
            int epoch;
            lock (_lock)
            {
                mine = OfOwner(owner);
                epoch = mine.Epoch;
            }

            var row = await FindAsync(owner, cancellation);
            lock (_lock)
            {
                if (OfOwner(owner) != mine || mine.Epoch != epoch)
                {
                    continue;
                }

                // An owner without an item is counted once, too: perhaps its first job's instance died.
                if (row?.IsInDoubt(time.GetUtcNow()) ?? true)
                {
                    Doubts.Raise(owner);
                }

                var sheet = mine.Missing(row?.LastWrite);
                sheet.Add(row?.Sheet ?? new TallySheet());
                _glances[owner] = (sheet, time.GetUtcNow());
                return sheet.ToCounts();
            }
        }
    }

    /// <summary>Adds what was noted to the owners' items. What fails stays noted and is tried again next time.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            List<UserId> owners;
            lock (_lock)
            {
                owners = [.. _owners.Where(owner => !owner.Value.IsDone).Select(owner => owner.Key)];
            }

            Exception? failure = null;
            await Parallel.ForEachAsync(owners, new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellation }, async (owner, token) =>
            {
                try
                {
                    await WriteAsync(owner, token);
                }
                catch (Exception exception) when (!token.IsCancellationRequested)
                {
                    failure = exception;
                    Doubts.Raise(owner);
                }
            });

            Forget();
            if (failure is not null)
            {
                throw new IOException("The tallies could not be written.", failure);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<TallyRow?> FindAsync(UserId owner, CancellationToken cancellation)
    {
        var found = await dynamo.GetItemAsync(new() { TableName = names.TalliesTable, Key = TallyRow.KeyOf(owner), ConsistentRead = true }, cancellation);
        return found.Item is { Count: > 0 } item ? TallyRow.Read(item) : null;
    }

    private static (JobState State, long ResultBytes)? Of(Job? job) => job is null ? null : (job.State, job.ResultBytes);

    private bool IsFresh(DateTimeOffset readAt) => time.GetUtcNow() - readAt < GlanceTime;

    private OwnerTally OfOwner(UserId owner)
    {
        if (!_owners.TryGetValue(owner, out var tally))
        {
            _owners.Add(owner, tally = new OwnerTally());
        }

        return tally;
    }

    private void Forget()
    {
        lock (_lock)
        {
            foreach (var owner in _owners.Where(owner => owner.Value.IsDone).Select(owner => owner.Key).ToArray())
            {
                _owners.Remove(owner);
            }

            foreach (var owner in _glances.Where(glance => !IsFresh(glance.Value.ReadAt)).Select(glance => glance.Key).ToArray())
            {
                _glances.Remove(owner);
            }
        }
    }

    private async Task WriteAsync(UserId owner, CancellationToken cancellation)
    {
        (string Write, TallySheet Change)? begun;
        lock (_lock)
        {
            begun = OfOwner(owner).Begin();
        }

        if (begun is not { } writing)
        {
            return;
        }

        var parts = new UpdateParts();
        foreach (var (state, tally) in writing.Change.Entries)
        {
            parts.Add(TallyRow.JobsOf(state), tally.Jobs);
            if (tally.ResultBytes != 0)
            {
                parts.Add(TallyRow.BytesOf(state), tally.ResultBytes);
            }
        }

        var now = RowTime.Seconds(time.GetUtcNow());
        parts.Add(TallyRow.Revised, 1);
        parts.Set(TallyRow.Changed, now);
        parts.SetOnce(TallyRow.Counted, now);
        parts.Set(TallyRow.Writer, new(writing.Write));
        var condition = $"{parts.Missing(TallyRow.Writer)} OR {parts.Compare(TallyRow.Writer, "<>", new(writing.Write))}";
        try
        {
            await dynamo.UpdateItemAsync(parts.ToRequest(names.TalliesTable, TallyRow.KeyOf(owner), condition), cancellation);
        }
        catch (ConditionalCheckFailedException)
        {
            // Added already: the answer was lost.
        }

        lock (_lock)
        {
            OfOwner(owner).End();
        }
    }
}
