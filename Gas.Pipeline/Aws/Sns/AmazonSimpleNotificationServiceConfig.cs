using Gas.Pipeline.Aws.Clients;

namespace Gas.Pipeline.Aws.Sns;

/// <summary>Where the service is and how it is asked.</summary>
public sealed class AmazonSimpleNotificationServiceConfig : OwnClientConfig
{
    public AmazonSimpleNotificationServiceConfig()
        : base("sns", "SNS")
    {
    }

    public override string ServiceVersion => SnsCall.Version;
}
