using System.Globalization;

namespace Gas.Pipeline.Aws.Sns;

public sealed class PublishBatchRequest : SnsRequest
{
    public required string TopicArn { get; set; }

    /// <summary>One to ten.</summary>
    public required IReadOnlyList<PublishBatchRequestEntry> PublishBatchRequestEntries { get; set; }

    internal override string Action => "PublishBatch";

    internal override void Write(Action<string, string?> parameter)
    {
        parameter("TopicArn", TopicArn);
        for (var i = 0; i < PublishBatchRequestEntries.Count; i++)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"PublishBatchRequestEntries.member.{i + 1}.");
            var entry = PublishBatchRequestEntries[i];
            parameter(prefix + "Id", entry.Id);
            parameter(prefix + "Message", entry.Message);
            WriteAttributes(parameter, prefix, entry.MessageAttributes);
        }
    }
}

public sealed class PublishBatchRequestEntry
{
    /// <summary>Names the entry within its batch.</summary>
    public required string Id { get; set; }

    public required string Message { get; set; }

    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } = [];
}

public sealed class PublishBatchResponse : SnsResponse
{
    private const string Failure = "Failed/member/";

    private readonly List<BatchResultErrorEntry> _failed = [];
    private bool _begun;

    /// <summary>The entries that were not published.</summary>
    public IReadOnlyList<BatchResultErrorEntry> Failed => _failed;

    internal override void Begin() => _begun = true;

    internal override void Read(string path, string text)
    {
        // Members of Successful begin as well: a failure is made with the first of its elements.
        if (path.StartsWith(Failure, StringComparison.Ordinal))
        {
            if (_begun)
            {
                _failed.Add(new BatchResultErrorEntry());
                _begun = false;
            }

            _failed[^1].Set(path[Failure.Length..], text);
        }
    }
}

public sealed class BatchResultErrorEntry
{
    public string? Id { get; private set; }

    public string? Code { get; private set; }

    public string? Message { get; private set; }

    internal void Set(string element, string text)
    {
        switch (element)
        {
            case nameof(Id):
                Id = text;
                break;
            case nameof(Code):
                Code = text;
                break;
            case nameof(Message):
                Message = text;
                break;
        }
    }
}
