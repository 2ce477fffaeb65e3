namespace Gas.Pipeline.Aws.Sns;

public sealed class GetTopicAttributesRequest : SnsRequest
{
    public required string TopicArn { get; set; }

    internal override string Action => "GetTopicAttributes";

    internal override void Write(Action<string, string?> parameter) => parameter("TopicArn", TopicArn);
}

public sealed class GetTopicAttributesResponse : SnsResponse
{
    private readonly SnsMap _attributes = new();

    public IReadOnlyDictionary<string, string> Attributes => _attributes.Entries;

    internal override void Read(string path, string text) => _attributes.Read(path, text);
}
