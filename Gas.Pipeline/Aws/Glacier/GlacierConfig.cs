using Gas.Pipeline.Aws.Clients;

namespace Gas.Pipeline.Aws.Glacier;

/// <summary>Where the service is and how it is called.</summary>
public sealed class GlacierConfig : OwnClientConfig
{
    public GlacierConfig()
        : base("glacier", "Glacier")
    {
        Timeout = TimeSpan.FromMinutes(15);
    }

    public override string ServiceVersion => "2012-06-01";
}
