namespace Gas.Pipeline.Aws.Glacier;

/// <summary>There is no capacity for expedited retrievals now; another tier has some.</summary>
public sealed class InsufficientCapacityException(string message, Exception? inner) : AmazonGlacierException(message, inner);
