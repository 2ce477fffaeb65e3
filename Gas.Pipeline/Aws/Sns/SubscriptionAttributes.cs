namespace Gas.Pipeline.Aws.Sns;

public sealed class GetSubscriptionAttributesRequest : SnsRequest
{
    public required string SubscriptionArn { get; set; }

    internal override string Action => "GetSubscriptionAttributes";

    internal override void Write(Action<string, string?> parameter) => parameter("SubscriptionArn", SubscriptionArn);
}

public sealed class GetSubscriptionAttributesResponse : SnsResponse
{
    private readonly SnsMap _attributes = new();

    public IReadOnlyDictionary<string, string> Attributes => _attributes.Entries;

    internal override void Read(string path, string text) => _attributes.Read(path, text);
}

public sealed class SetSubscriptionAttributesRequest : SnsRequest
{
    public required string SubscriptionArn { get; set; }

    public required string AttributeName { get; set; }

    public required string AttributeValue { get; set; }

    internal override string Action => "SetSubscriptionAttributes";

    internal override void Write(Action<string, string?> parameter)
    {
        parameter("SubscriptionArn", SubscriptionArn);
        parameter("AttributeName", AttributeName);
        parameter("AttributeValue", AttributeValue);
    }
}

public sealed class SetSubscriptionAttributesResponse : SnsResponse;
