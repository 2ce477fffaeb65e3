using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Gas.Tests.Aws;

/// <summary>Restores of archived objects, and what is told of them.</summary>
internal sealed partial class S3Peer
{
    private readonly List<(string Bucket, S3PeerObject Object)> _untold = [];

    /// <summary>Expedited retrievals get through.</summary>
    public bool HasExpeditedCapacity { get; set; } = true;

    /// <summary>How long a restore takes, whatever its tier; null for the longest that AWS states.</summary>
    public TimeSpan? RestoreTime { get; set; }

    /// <summary>Restores that were begun: each is billed.</summary>
    public int RestoresBegun { get; private set; }

    /// <summary>What became ready since the last call and is to be told, as S3's event messages; only what the bucket's notification asks for.</summary>
    public IReadOnlyList<string> TakeEvents()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var ready = _untold.Where(one => one.Object.Restore!.Value.ReadyAt <= now).ToList();
            _untold.RemoveAll(ready.Contains);
            return [.. ready.Where(one => IsToldOf(one.Bucket, one.Object.Key)).Select(one => EventOf(one.Bucket, one.Object))];
        }
    }

    private PeerAnswer Restore(PeerRequest request, string bucket, S3PeerObject found)
    {
        var wish = XDocument.Parse(Encoding.UTF8.GetString(request.Body)).Root!;
        var days = int.Parse(wish.Elements().Single(field => field.Name.LocalName == "Days").Value, CultureInfo.InvariantCulture);
        var tier = wish.Elements().Single(field => field.Name.LocalName == "GlacierJobParameters").Elements().Single(field => field.Name.LocalName == "Tier").Value;
        var now = clock.GetUtcNow();
        if (!found.IsArchived)
        {
            throw new PeerRefusalException(403, "InvalidObjectState", "Restore is not allowed for the object's current storage class");
        }

        if (days < 1 || (tier == "Expedited" && found.StorageClass == "DEEP_ARCHIVE"))
        {
            throw new PeerRefusalException(400, "InvalidArgument", "The tier or the number of days is not valid for this object.");
        }

        if (found.Restore is { } restore && now < restore.Until)
        {
            if (now < restore.ReadyAt)
            {
                throw new PeerRefusalException(409, "RestoreAlreadyInProgress", "Object restore is already in progress");
            }

            found.Restore = (restore.ReadyAt, Midnight(now.AddDays(days)));
            return new PeerAnswer(200);
        }

        if (tier == "Expedited" && !HasExpeditedCapacity)
        {
            throw new PeerRefusalException(503, "GlacierExpeditedRetrievalNotAvailable", "Glacier expedited retrievals are currently not available, please try again later");
        }

        var ready = now + (RestoreTime ?? TimeOf(tier, found.StorageClass));
        found.Restore = (ready, Midnight(ready.AddDays(days)));
        _untold.Add((bucket, found));
        RestoresBegun++;
        return new PeerAnswer(202);
    }

    /// <summary>The longest that AWS states.</summary>
    private static TimeSpan TimeOf(string tier, string storageClass) => (tier, storageClass) switch
    {
        ("Expedited", "GLACIER") => TimeSpan.FromMinutes(5),
        ("Standard", "GLACIER") => TimeSpan.FromHours(5),
        ("Bulk", "GLACIER") => TimeSpan.FromHours(12),
        ("Standard", "DEEP_ARCHIVE") => TimeSpan.FromHours(12),
        ("Bulk", "DEEP_ARCHIVE") => TimeSpan.FromHours(48),
        _ => throw new PeerRefusalException(400, "MalformedXML", "There is no such tier."),
    };

    private string? RestoreHeader(S3PeerObject found)
    {
        var now = clock.GetUtcNow();
        return found.Restore is not { } restore || now >= restore.Until ? null
            : now < restore.ReadyAt ? "ongoing-request=\"true\""
            : $"ongoing-request=\"false\", expiry-date=\"{Rfc(restore.Until)}\"";
    }

    /// <summary>S3 rounds up to the next midnight UTC.</summary>
    private static DateTimeOffset Midnight(DateTimeOffset time) => new(time.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private static string EventOf(string bucket, S3PeerObject restored) => JsonSerializer.Serialize(new
    {
        Records = new[]
        {
            new
            {
                eventVersion = "2.3",
                eventSource = "aws:s3",
                awsRegion = "us-east-1",
                eventTime = Iso(restored.Restore!.Value.ReadyAt),
                eventName = "ObjectRestore:Completed",
                s3 = new
                {
                    s3SchemaVersion = "1.0",
                    bucket = new { name = bucket, arn = $"arn:aws:s3:::{bucket}" },
                    @object = new { key = restored.Key, size = restored.Content.Length, eTag = restored.ETag.Trim('"') },
                },
                glacierEventData = new
                {
                    restoreEventData = new { lifecycleRestorationExpiryTime = Iso(restored.Restore.Value.Until), lifecycleRestoreStorageClass = restored.StorageClass },
                },
            },
        },
    });
}
