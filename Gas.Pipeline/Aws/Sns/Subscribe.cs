namespace Gas.Pipeline.Aws.Sns;

public sealed class SubscribeRequest : SnsRequest
{
    public required string TopicArn { get; set; }

    /// <summary>Such as <c>sqs</c>.</summary>
    public required string Protocol { get; set; }

    /// <summary>The queue's full name.</summary>
    public required string Endpoint { get; set; }

    /// <summary>Such as <c>RawMessageDelivery</c> and <c>FilterPolicy</c>.</summary>
    public Dictionary<string, string> Attributes { get; set; } = [];

    internal override string Action => "Subscribe";

    internal override void Write(Action<string, string?> parameter)
    {
        parameter("TopicArn", TopicArn);
        parameter("Protocol", Protocol);
        parameter("Endpoint", Endpoint);
        parameter("ReturnSubscriptionArn", "true");
        WriteMap(parameter, Attributes);
    }
}

public sealed class SubscribeResponse : SnsResponse
{
    public string? SubscriptionArn { get; private set; }

    internal override void Read(string path, string text) => SubscriptionArn = path == "SubscriptionArn" ? text : SubscriptionArn;
}

public sealed class UnsubscribeRequest : SnsRequest
{
    public required string SubscriptionArn { get; set; }

    internal override string Action => "Unsubscribe";

    internal override void Write(Action<string, string?> parameter) => parameter("SubscriptionArn", SubscriptionArn);
}

public sealed class UnsubscribeResponse : SnsResponse;
