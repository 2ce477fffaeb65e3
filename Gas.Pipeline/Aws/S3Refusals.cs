using System.Net;
using Amazon.S3;

namespace Gas.Pipeline.Aws;

/// <summary>What S3 refuses, told apart: what is an answer, and what only an operator can mend, as a sentence.</summary>
internal static class S3Refusals
{
    /// <summary>Waits for the call; a refusal that will be the same next time says what to do about it.</summary>
    /// <exception cref="IOException">The bucket is missing or forbidden, or the credentials are not valid.</exception>
    public static async Task<T> OrExplain<T>(this Task<T> call, string bucket)
    {
        try
        {
            return await call;
        }
        catch (AmazonS3Exception refusal) when (Sentence(refusal, bucket) is { } sentence)
        {
            throw new IOException(sentence, refusal);
        }
    }

    /// <summary>There is no such key, or (an answer to HEAD has no words) no such bucket.</summary>
    public static bool IsMissing(this AmazonS3Exception refusal) => refusal.StatusCode == HttpStatusCode.NotFound && refusal.ErrorCode != "NoSuchBucket";

    private static string? Sentence(AmazonS3Exception refusal, string bucket) => refusal.ErrorCode switch
    {
        "NoSuchBucket" => $"The bucket '{bucket}' does not exist. Create it with 'aws init', or name another in Aws:InputsBucket or Aws:ResultsBucket.",
        "AccessDenied" or "Forbidden" => $"S3 forbids this use of the bucket '{bucket}'. 'aws check' tells which permission is missing.",
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" => "S3 does not accept the service's credentials. Check the profile or the role that it runs with.",
        "ExpiredToken" or "ExpiredTokenException" => "The service's AWS credentials have expired. Renew them, or let the service run with a role.",
        _ => null,
    };
}
