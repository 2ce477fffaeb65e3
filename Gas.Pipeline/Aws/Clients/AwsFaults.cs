using System.Net;
using Amazon.Runtime;

namespace Gas.Pipeline.Aws.Clients;

/// <summary>Tells a service that is away, or that accepts nobody of ours, from one that answers, if only to refuse this one call.</summary>
internal static class AwsFaults
{
    /// <summary>A tier without capacity is an answer, though its status is that of a fault.</summary>
    private static readonly HashSet<string> Answers = ["GlacierExpeditedRetrievalNotAvailable", "InsufficientCapacityException"];

    private static readonly HashSet<string> Strangers =
    [
        "ExpiredToken", "ExpiredTokenException", "InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException", "InvalidSignatureException",
        "SignatureDoesNotMatch", "RequestTimeTooSkewed", "RequestExpired",
    ];

    private static readonly HashSet<string> Crowded =
    [
        "ThrottlingException", "Throttling", "ThrottledException", "RequestThrottled", "RequestThrottledException", "TooManyRequestsException",
        "RequestLimitExceeded", "ProvisionedThroughputExceededException", "SlowDown", "RequestTimeout", "RequestTimeoutException",
    ];

    /// <summary>What is wrong with the service, for people; null when nothing is.</summary>
    public static string? WordsOf(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: { } code } when Answers.Contains(code) => null,
        AmazonServiceException { ErrorCode: { } code } when Strangers.Contains(code) => $"It does not accept this service's credentials ({code}).",
        AmazonServiceException { ErrorCode: { } code } when Crowded.Contains(code) => $"It asks for fewer requests ({code}).",
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } fault => $"It fails ({fault.ErrorCode}, HTTP {(int)fault.StatusCode}).",
        AmazonServiceException => null,
        AmazonClientException => $"This service has no credentials for it: {exception.Message}",
        OperationCanceledException { InnerException: TimeoutException } or TimeoutException => "It did not answer in time.",
        HttpRequestException or IOException or WebException => $"It cannot be reached: {exception.Message}",
        _ => null,
    };
}
