using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Gas.Pipeline.Aws.Clients;

namespace Gas.Pipeline.Aws.Sns;

/// <summary>
/// Amazon SNS by its Query protocol (API version 2010-03-31), on the SDK's own pipeline: credentials, signatures, retries and addresses are the SDK's;
/// see <see cref="OwnClientConfig"/>.
/// </summary>
public sealed class AmazonSimpleNotificationServiceClient : AmazonServiceClient, IAmazonSimpleNotificationService
{
    public AmazonSimpleNotificationServiceClient(AmazonSimpleNotificationServiceConfig config)
        : base(config)
    {
    }

    public AmazonSimpleNotificationServiceClient(AWSCredentials credentials, AmazonSimpleNotificationServiceConfig config)
        : base(credentials, config)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new OwnClientMetadata("SNS");

    public Task<CreateTopicResponse> CreateTopicAsync(CreateTopicRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateTopicResponse>(request, cancellationToken);

    public Task<GetTopicAttributesResponse> GetTopicAttributesAsync(GetTopicAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetTopicAttributesResponse>(request, cancellationToken);

    public Task<SubscribeResponse> SubscribeAsync(SubscribeRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<SubscribeResponse>(request, cancellationToken);

    public Task<UnsubscribeResponse> UnsubscribeAsync(UnsubscribeRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UnsubscribeResponse>(request, cancellationToken);

    public Task<GetSubscriptionAttributesResponse> GetSubscriptionAttributesAsync(GetSubscriptionAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetSubscriptionAttributesResponse>(request, cancellationToken);

    public Task<SetSubscriptionAttributesResponse> SetSubscriptionAttributesAsync(SetSubscriptionAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<SetSubscriptionAttributesResponse>(request, cancellationToken);

    public Task<ListSubscriptionsByTopicResponse> ListSubscriptionsByTopicAsync(ListSubscriptionsByTopicRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListSubscriptionsByTopicResponse>(request, cancellationToken);

    public Task<PublishResponse> PublishAsync(PublishRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PublishResponse>(request, cancellationToken);

    public Task<PublishBatchResponse> PublishBatchAsync(PublishBatchRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PublishBatchResponse>(request, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => pipeline.AddHandlerAfter<Marshaller>(new SigV4Handler());

    private Task<TResponse> CallAsync<TResponse>(SnsRequest request, CancellationToken cancellation)
        where TResponse : SnsResponse, new() =>
        InvokeAsync<TResponse>(request, new InvokeOptions { RequestMarshaller = SnsCall.Marshaller, ResponseUnmarshaller = SnsAnswer<TResponse>.Unmarshaller }, cancellation);
}
