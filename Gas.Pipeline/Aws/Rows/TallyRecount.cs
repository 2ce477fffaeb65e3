using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>
/// Counts one owner's rows and puts the item right. It takes the result for exact only if nobody added to the item from some time before counting until some time
/// after: by then every instance has added what it did before. An owner who never rests is set right as of one moment, and looked at again.
/// </summary>
internal sealed class TallyRecount(IAmazonDynamoDB dynamo, AwsNames names, DynamoDbTallies tallies, TimeProvider time)
{
    /// <summary>Longer than an index lags and than an instance gathers changes.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private const int Tries = 3;

    private readonly JobIndex _index = new(dynamo, names);
    private readonly JobRowReader _rows = new(dynamo, names, time);

    public async Task RecountAsync(UserId owner, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await TryAsync(owner, Settling, cancellation))
            {
                tallies.Doubts.Settle(owner);
                return;
            }
        }

        await TryAsync(owner, TimeSpan.Zero, cancellation);
        tallies.Doubts.PutOff(owner);
    }

    private async Task<bool> TryAsync(UserId owner, TimeSpan settling, CancellationToken cancellation)
    {
        var revision = (await tallies.FindAsync(owner, cancellation))?.Revision;
        await Task.Delay(settling, time, cancellation);
        var sheet = await CountAsync(owner, cancellation);
        await Task.Delay(settling, time, cancellation);

        var parts = new UpdateParts();
        foreach (var state in Enum.GetValues<JobState>())
        {
            var tally = sheet.Entries.FirstOrDefault(entry => entry.Key == state).Value;
            parts.SetOrRemove(TallyRow.JobsOf(state), tally.Jobs == 0 ? null : RowTime.Number(tally.Jobs));
            parts.SetOrRemove(TallyRow.BytesOf(state), tally.ResultBytes == 0 ? null : RowTime.Number(tally.ResultBytes));
        }

        var now = RowTime.Seconds(time.GetUtcNow());
        var next = RowTime.Number((revision ?? 0) + 1);
        parts.Set(TallyRow.Revised, next);
        parts.Set(TallyRow.Writer, new(Guid.NewGuid().ToString("N")));
        parts.Set(TallyRow.Changed, now);
        if (settling > TimeSpan.Zero)
        {
            parts.Set(TallyRow.Counted, now);
            parts.Set(TallyRow.CountedAs, next);
        }

        var condition = revision is { } known ? parts.Compare(TallyRow.Revised, "=", RowTime.Number(known)) : parts.Missing(TallyRow.Revised);
        try
        {
            await dynamo.UpdateItemAsync(parts.ToRequest(names.TalliesTable, TallyRow.KeyOf(owner), condition), cancellation);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private async Task<TallySheet> CountAsync(UserId owner, CancellationToken cancellation)
    {
        var sheet = new TallySheet();
        await foreach (var ids in _index.OfOwnerAsync(owner, JobCursor.Top, 1000, cancellation).Select(entry => entry.Id).Chunk(JobRowReader.MostAtOnce).WithCancellation(cancellation))
        {
            foreach (var row in await _rows.FindAsync(ids, cancellation))
            {
                sheet.Add(row.Job.State, 1, row.Job.ResultBytes);
            }
        }

        return sheet;
    }
}
