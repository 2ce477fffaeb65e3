namespace Gas.Pipeline.Aws.Sns;

public sealed class PublishRequest : SnsRequest
{
    public required string TopicArn { get; set; }

    /// <summary>At most 256 KiB.</summary>
    public required string Message { get; set; }

    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } = [];

    internal override string Action => "Publish";

    internal override void Write(Action<string, string?> parameter)
    {
        parameter("TopicArn", TopicArn);
        parameter("Message", Message);
        WriteAttributes(parameter, "", MessageAttributes);
    }
}

public sealed class PublishResponse : SnsResponse
{
    public string? MessageId { get; private set; }

    internal override void Read(string path, string text) => MessageId = path == "MessageId" ? text : MessageId;
}
