using System.Net.Http.Headers;
using System.Text.Json;

namespace Gas.Tests.Aws;

/// <summary>Retrievals, and what is told of them.</summary>
internal sealed partial class GlacierPeer
{
    private const int PageSize = 50;

    /// <summary>The service keeps output for at least so long.</summary>
    private static readonly TimeSpan OutputTime = TimeSpan.FromHours(24);

    private readonly Dictionary<string, Job> _jobs = [];

    /// <summary>Expedited retrievals get through.</summary>
    public bool HasExpeditedCapacity { get; set; } = true;

    /// <summary>The account's policy lets retrievals through.</summary>
    public bool AllowsRetrievals { get; set; } = true;

    /// <summary>Jobs begun so end without output.</summary>
    public bool FailsJobs { get; set; }

    /// <summary>Jobs that were begun: each is billed.</summary>
    public int JobsBegun { get; private set; }

    /// <summary>What ended since the last call and is to be told, as the topic's envelope around the job's document.</summary>
    public IReadOnlyList<string> TakeMessages()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var ended = _jobs.Values.Where(job => job.Topic is not null && !job.Told && job.ReadyAt <= now).ToList();
            ended.ForEach(job => job.Told = true);
            return [.. ended.Select(job => JsonSerializer.Serialize(new
            {
                Type = "Notification",
                MessageId = Guid.NewGuid().ToString(),
                TopicArn = job.Topic,
                Subject = "Notification From Amazon Glacier Service",
                Message = JsonSerializer.Serialize(DocumentOf(job)),
                Timestamp = Iso(now),
            }))];
        }
    }

    private PeerAnswer BeginJob(PeerRequest request)
    {
        using var wish = JsonDocument.Parse(request.Body);
        var (archiveId, tier) = (Text(wish, "ArchiveId"), Text(wish, "Tier") ?? "Standard");
        if (Text(wish, "Type") != "archive-retrieval" || archiveId is null || tier is not ("Expedited" or "Standard" or "Bulk"))
        {
            throw new PeerRefusalException(400, "InvalidParameterValueException", "Invalid job parameters.");
        }

        if (Text(wish, "SNSTopic") is { } topic && !topic.StartsWith("arn:aws:sns:us-east-1:", StringComparison.Ordinal))
        {
            throw new PeerRefusalException(400, "InvalidParameterValueException", "Invalid SNS topic ARN.");
        }

        var archive = _archives.GetValueOrDefault(archiveId) ?? throw new PeerRefusalException(404, "ResourceNotFoundException", $"The archive ID was not found: {archiveId}");
        if (!AllowsRetrievals)
        {
            throw new PeerRefusalException(400, "PolicyEnforcedException", "InitiateJob request denied by current data retrieval policy.");
        }

        if (tier == "Expedited" && !HasExpeditedCapacity)
        {
            throw new PeerRefusalException(503, "InsufficientCapacityException", "Insufficient capacity available to process this expedited request.");
        }

        var id = $"job_{Guid.NewGuid():N}";
        var now = clock.GetUtcNow();
        var takes = tier switch { "Expedited" => TimeSpan.FromMinutes(5), "Standard" => TimeSpan.FromHours(5), _ => TimeSpan.FromHours(12) };
        _jobs[id] = new Job(id, archive, tier, Text(wish, "Description"), Text(wish, "SNSTopic"), now, now + takes, FailsJobs);
        JobsBegun++;
        return new PeerAnswer(202) { Headers = { ["x-amz-job-id"] = id } };
    }

    private PeerAnswer ListJobs(PeerRequest request)
    {
        var now = clock.GetUtcNow();
        var after = request.Query("marker") ?? "";
        var page = _jobs.Values.Where(job => now < job.ReadyAt + OutputTime && StateOf(job) == (request.Query("statuscode") ?? StateOf(job)) && string.CompareOrdinal(job.Id, after) > 0)
            .OrderBy(job => job.Id, StringComparer.Ordinal).Take(PageSize + 1).ToList();
        return Json(new { JobList = page.Take(PageSize).Select(DocumentOf), Marker = page.Count > PageSize ? page[PageSize - 1].Id : null });
    }

    private PeerAnswer Output(PeerRequest request, Job job)
    {
        if (StateOf(job) != "Succeeded")
        {
            throw new PeerRefusalException(400, "InvalidParameterValueException", $"The job is not ready to be read: {StateOf(job)}.");
        }

        var content = job.Archive.Content;
        if (request.Header("Range") is not { } header)
        {
            return new PeerAnswer(200) { Body = content, Headers = { ["x-amz-sha256-tree-hash"] = TreeHashOf(content) } };
        }

        var range = RangeHeaderValue.Parse(header).Ranges.Single();
        var (from, to) = (range.From!.Value, Math.Min(range.To ?? long.MaxValue, content.Length - 1));
        if (from > to)
        {
            throw new PeerRefusalException(400, "InvalidParameterValueException", "Invalid range.");
        }

        var part = content.AsMemory((int)from, (int)(to - from + 1));
        var answer = new PeerAnswer(206) { Body = part, Headers = { ["Content-Range"] = $"bytes {from}-{to}/{content.Length}" } };
        if (IsAligned(from, to, content.Length))
        {
            answer.Headers["x-amz-sha256-tree-hash"] = TreeHashOf(part.Span);
        }

        return answer;
    }

    /// <summary>Only a whole subtree has a hash of its own: its length a power of two of MiB, its beginning a multiple of that; or what is left at the end of one.</summary>
    private static bool IsAligned(long from, long to, long length)
    {
        for (var size = Mebibyte; ; size *= 2)
        {
            if (from % size == 0 && Math.Min(from + size, length) - 1 == to)
            {
                return true;
            }

            if (size > length)
            {
                return false;
            }
        }
    }

    /// <summary>With its output, a job's id goes.</summary>
    private Job JobOf(string id) => _jobs.GetValueOrDefault(id) is { } job && clock.GetUtcNow() < job.ReadyAt + OutputTime ? job : throw new PeerRefusalException(404, "ResourceNotFoundException", $"The job ID was not found: {id}");

    private string StateOf(Job job) => clock.GetUtcNow() < job.ReadyAt ? "InProgress" : job.Fails ? "Failed" : "Succeeded";

    private object DocumentOf(Job job) => new
    {
        JobId = job.Id,
        JobDescription = job.Description,
        Action = "ArchiveRetrieval",
        ArchiveId = job.Archive.Id,
        VaultARN = "arn:aws:glacier:us-east-1:000000000000:vaults/peer",
        CreationDate = Iso(job.BegunAt),
        CompletionDate = StateOf(job) == "InProgress" ? null : Iso(job.ReadyAt),
        Completed = StateOf(job) != "InProgress",
        StatusCode = StateOf(job),
        ArchiveSizeInBytes = job.Archive.Content.Length,
        InventorySizeInBytes = (long?)null,
        SHA256TreeHash = TreeHashOf(job.Archive.Content),
        ArchiveSHA256TreeHash = TreeHashOf(job.Archive.Content),
        RetrievalByteRange = $"0-{job.Archive.Content.Length - 1}",
        SNSTopic = job.Topic,
        job.Tier,
    };

    private static string? Text(JsonDocument document, string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed record Job(string Id, GlacierPeerArchive Archive, string Tier, string? Description, string? Topic, DateTimeOffset BegunAt, DateTimeOffset ReadyAt, bool Fails)
    {
        public bool Told { get; set; }
    }
}
