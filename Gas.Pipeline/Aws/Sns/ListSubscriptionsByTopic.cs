namespace Gas.Pipeline.Aws.Sns;

public sealed class ListSubscriptionsByTopicRequest : SnsRequest
{
    public required string TopicArn { get; set; }

    /// <summary>What the page before said; null for the first.</summary>
    public string? NextToken { get; set; }

    internal override string Action => "ListSubscriptionsByTopic";

    internal override void Write(Action<string, string?> parameter)
    {
        parameter("TopicArn", TopicArn);
        parameter("NextToken", NextToken);
    }
}

public sealed class ListSubscriptionsByTopicResponse : SnsResponse
{
    private readonly List<Subscription> _subscriptions = [];

    public IReadOnlyList<Subscription> Subscriptions => _subscriptions;

    /// <summary>Null on the last page.</summary>
    public string? NextToken { get; private set; }

    internal override void Begin() => _subscriptions.Add(new Subscription());

    internal override void Read(string path, string text)
    {
        switch (path)
        {
            case "NextToken":
                NextToken = text.Length > 0 ? text : null;
                break;
            case "Subscriptions/member/SubscriptionArn":
                _subscriptions[^1].SubscriptionArn = text;
                break;
            case "Subscriptions/member/Protocol":
                _subscriptions[^1].Protocol = text;
                break;
            case "Subscriptions/member/Endpoint":
                _subscriptions[^1].Endpoint = text;
                break;
        }
    }
}

public sealed class Subscription
{
    /// <summary>Or <c>PendingConfirmation</c>.</summary>
    public string? SubscriptionArn { get; internal set; }

    public string? Protocol { get; internal set; }

    public string? Endpoint { get; internal set; }
}
