namespace Gas.Pipeline.Aws.Glacier;

/// <summary>There is no such vault, archive, upload or job, or no longer.</summary>
public sealed class ResourceNotFoundException(string message, Exception? inner) : AmazonGlacierException(message, inner);
