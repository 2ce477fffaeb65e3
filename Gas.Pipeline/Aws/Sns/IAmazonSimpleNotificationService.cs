using Amazon.Runtime;

namespace Gas.Pipeline.Aws.Sns;

/// <summary>
/// The few operations of Amazon SNS that the product needs, under the SDK's own names, so that the official package can take this one's place
/// with a change of the namespace. All of them throw <see cref="AmazonSimpleNotificationServiceException"/> or one that derives from it.
/// </summary>
public interface IAmazonSimpleNotificationService : IAmazonService, IDisposable
{
    /// <summary>Gives the topic that is there under this name, or a new one.</summary>
    Task<CreateTopicResponse> CreateTopicAsync(CreateTopicRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="NotFoundException">There is no such topic.</exception>
    Task<GetTopicAttributesResponse> GetTopicAttributesAsync(GetTopicAttributesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gives the subscription that is there for this endpoint, or a new one.</summary>
    /// <exception cref="NotFoundException">There is no such topic.</exception>
    Task<SubscribeResponse> SubscribeAsync(SubscribeRequest request, CancellationToken cancellationToken = default);

    Task<UnsubscribeResponse> UnsubscribeAsync(UnsubscribeRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="NotFoundException">There is no such subscription.</exception>
    Task<GetSubscriptionAttributesResponse> GetSubscriptionAttributesAsync(GetSubscriptionAttributesRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="NotFoundException">There is no such subscription.</exception>
    Task<SetSubscriptionAttributesResponse> SetSubscriptionAttributesAsync(SetSubscriptionAttributesRequest request, CancellationToken cancellationToken = default);

    /// <summary>One page of at most 100.</summary>
    /// <exception cref="NotFoundException">There is no such topic.</exception>
    Task<ListSubscriptionsByTopicResponse> ListSubscriptionsByTopicAsync(ListSubscriptionsByTopicRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="NotFoundException">There is no such topic.</exception>
    Task<PublishResponse> PublishAsync(PublishRequest request, CancellationToken cancellationToken = default);

    /// <summary>Up to ten messages of together 256 KiB; what could not be published is among the answer's failures.</summary>
    /// <exception cref="NotFoundException">There is no such topic.</exception>
    Task<PublishBatchResponse> PublishBatchAsync(PublishBatchRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSimpleNotificationServiceConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
    {
        var config = (AmazonSimpleNotificationServiceConfig)clientConfig;
        return awsCredentials is null ? new AmazonSimpleNotificationServiceClient(config) : new AmazonSimpleNotificationServiceClient(awsCredentials, config);
    }
}
