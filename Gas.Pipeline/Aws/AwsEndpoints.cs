namespace Gas.Pipeline.Aws;

/// <summary>Section <c>Aws:Endpoints</c>; an empty one follows <see cref="AwsOptions.ServiceURL"/> or the region.</summary>
public sealed class AwsEndpoints
{
    public string? DynamoDb { get; set; }

    public string? Sqs { get; set; }

    public string? Sns { get; set; }

    public string? S3 { get; set; }

    public string? Glacier { get; set; }
}
