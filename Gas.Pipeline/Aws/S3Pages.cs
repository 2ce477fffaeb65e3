using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace Gas.Pipeline.Aws;

/// <summary>Listing a bucket, a page of 1,000 at a time.</summary>
internal static class S3Pages
{
    /// <summary>Objects whose key begins with <paramref name="prefix"/>; those that come or go meanwhile may be given or not.</summary>
    public static async IAsyncEnumerable<S3Object> ListAsync(this IAmazonS3 s3, string bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        do
        {
            var page = await s3.ListObjectsV2Async(request, cancellation).OrExplain(bucket);
            foreach (var found in page.S3Objects ?? [])
            {
                yield return found;
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }
}
