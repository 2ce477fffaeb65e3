namespace Gas.Pipeline.Aws.Sns;

public sealed class CreateTopicRequest : SnsRequest
{
    public required string Name { get; set; }

    internal override string Action => "CreateTopic";

    internal override void Write(Action<string, string?> parameter) => parameter("Name", Name);
}

public sealed class CreateTopicResponse : SnsResponse
{
    public string? TopicArn { get; private set; }

    internal override void Read(string path, string text) => TopicArn = path == "TopicArn" ? text : TopicArn;
}
