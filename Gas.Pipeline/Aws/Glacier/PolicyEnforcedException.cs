namespace Gas.Pipeline.Aws.Glacier;

/// <summary>The account's retrieval policy forbids this retrieval.</summary>
public sealed class PolicyEnforcedException(string message, Exception? inner) : AmazonGlacierException(message, inner);
