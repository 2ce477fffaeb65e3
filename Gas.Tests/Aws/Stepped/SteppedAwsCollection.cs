namespace Gas.Tests.Aws.Stepped;

/// <summary>Stepped pipelines on the peers, one after another: each moves the queues' clock.</summary>
[CollectionDefinition(Name)]
public sealed class SteppedAwsCollection : ICollectionFixture<SqsJobQueueTests.Peer>
{
    public const string Name = "Stepped on AWS";
}
