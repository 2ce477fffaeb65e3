using Amazon.Runtime;

namespace Gas.Pipeline.Aws.Glacier;

/// <summary>The service refused or failed; <see cref="AmazonServiceException.ErrorCode"/> says why.</summary>
public class AmazonGlacierException(string message, Exception? inner = null) : AmazonServiceException(message, inner);
