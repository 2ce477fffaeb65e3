using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

internal sealed partial class DynamoDbJobStore
{
    /// <param name="before">What is known of the row at the version before, or null.</param>
    private async Task<bool> SaveAsync(Job job, KnownRow? before, CancellationToken cancellation)
    {
        var row = new JobRow(job, NewToken(), DueEntry.Of(job, before?.DueEntry, time.GetUtcNow()));
        var stays = row.DueEntry is not null && row.DueEntry == before?.DueEntry;
        Dictionary<string, AttributeValue>? replaced = null;
        try
        {
            replaced = (await dynamo.UpdateItemAsync(Request(row, before, stays), cancellation)).Attributes;
        }
        catch (ConditionalCheckFailedException failed)
        {
            var present = await PresentAsync(job.Id, failed, cancellation);
            if (present?.Token != row.Token)
            {
                return await RefusedAsync(job, present, stays, cancellation);
            }

            // It was ours: the SDK sent it twice, because the first answer was lost.
        }
        catch
        {
            Doubt(job.Id, job.Owner);
            throw;
        }

        Note(row, before, replaced);
        Remember(row);
        _recent.Remember(job);
        return true;
    }

    private UpdateItemRequest Request(JobRow row, KnownRow? before, bool stays)
    {
        var parts = new UpdateParts();
        foreach (var (attribute, value) in row.Moving(names))
        {
            parts.SetOrRemove(attribute, value);
        }

        var condition = parts.Compare(JobTable.Version, "=", RowTime.Number(row.Job.Version - 1));
        if (stays)
        {
            // Whatever this instance believes: an entry that is left as it is must not be late.
            condition += " AND " + parts.Compare(JobTable.DueAt, "<=", RowTime.Seconds(row.Job.DueAt!.Value));
        }
        else
        {
            parts.SetOrRemove(JobTable.DueAt, row.DueEntry is { } due ? RowTime.Number(due) : null);
        }

        var request = parts.ToRequest(names.JobsTable, JobRow.KeyOf(row.Job.Id), condition);
        request.ReturnValues = before is null ? ReturnValue.UPDATED_OLD : ReturnValue.NONE;
        request.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;
        return request;
    }

    private async Task<bool> RefusedAsync(Job job, JobRow? present, bool stays, CancellationToken cancellation)
    {
        if (present is null)
        {
            _known.Forget(job.Id);
            return false;
        }

        if (stays && present.Job.Version == job.Version - 1)
        {
            return await SaveAsync(job, null, cancellation);
        }

        Remember(present);
        return false;
    }

    private void Note(JobRow row, KnownRow? before, Dictionary<string, AttributeValue>? replaced)
    {
        if (before is not null)
        {
            tallies.Note(row.Job.Owner, (before.State, before.ResultBytes), (row.Job.State, row.Job.ResultBytes));
        }
        else if (replaced?.GetValueOrDefault(JobTable.Body)?.B is { } body)
        {
            tallies.Note(row.Job.Owner, JobBody.Read(row.Job.Id, body.ToArray()), row.Job);
        }
        else
        {
            tallies.Doubt(row.Job.Owner);
        }
    }
}
