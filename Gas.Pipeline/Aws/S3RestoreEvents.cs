using System.Text.Json;

namespace Gas.Pipeline.Aws;

/// <summary>Reads S3's event messages (structure 2.x): which archives have been restored.</summary>
internal static class S3RestoreEvents
{
    /// <summary>A restored copy that has expired by the event's own account is none: the event came late, and another restore may be under way.</summary>
    public static IEnumerable<S3Archive> Read(JsonElement message, string bucket, DateTimeOffset now)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("Records", out var records))
        {
            // S3's test event, when the notification is configured.
            yield break;
        }

        foreach (var record in records.EnumerateArray())
        {
            if (record.GetProperty("eventName").GetString() is { } name
                && name.EndsWith("ObjectRestore:Completed", StringComparison.Ordinal)
                && record.GetProperty("s3").GetProperty("bucket").GetProperty("name").GetString() == bucket
                && S3Archive.TryParse(KeyOf(record), out var archive)
                && !(ExpiryOf(record) <= now))
            {
                yield return archive;
            }
        }
    }

    /// <summary>Encoded as in a form.</summary>
    private static string? KeyOf(JsonElement record) =>
        record.GetProperty("s3").GetProperty("object").GetProperty("key").GetString() is { } key ? Uri.UnescapeDataString(key.Replace('+', ' ')) : null;

    private static DateTimeOffset? ExpiryOf(JsonElement record) =>
        record.TryGetProperty("glacierEventData", out var glacier)
        && glacier.TryGetProperty("restoreEventData", out var restore)
        && restore.TryGetProperty("lifecycleRestorationExpiryTime", out var expiry)
        && expiry.TryGetDateTimeOffset(out var time) ? time : null;
}
