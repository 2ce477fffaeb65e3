using Gas.Pipeline.Aws.Sns;

namespace Gas.Pipeline.Aws;

internal static class SnsSubscriptions
{
    /// <summary>The topic's subscription for this queue, or null; looks through all pages.</summary>
    public static async Task<string?> FindSubscriptionAsync(this IAmazonSimpleNotificationService sns, string topicArn, string queueArn, CancellationToken cancellation)
    {
        var request = new ListSubscriptionsByTopicRequest { TopicArn = topicArn };
        do
        {
            var page = await sns.ListSubscriptionsByTopicAsync(request, cancellation);
            if (page.Subscriptions.FirstOrDefault(one => one.Endpoint == queueArn) is { } found)
            {
                return found.SubscriptionArn;
            }

            request.NextToken = page.NextToken;
        }
        while (request.NextToken is not null);
        return null;
    }
}
