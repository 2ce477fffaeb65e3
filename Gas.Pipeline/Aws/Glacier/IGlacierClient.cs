using Amazon.Runtime;

namespace Gas.Pipeline.Aws.Glacier;

/// <summary>
/// The stand-alone vault service (2012-06-01), as far as we use it. Operations and exceptions are called as in AWSSDK.Glacier, which is not to be had
/// everywhere, so that it can take this client's place.
/// </summary>
public interface IGlacierClient : IAmazonService, IDisposable
{
    Task CreateVaultAsync(string vaultName, CancellationToken cancellation);

    /// <exception cref="ResourceNotFoundException">There is no such vault.</exception>
    Task DescribeVaultAsync(string vaultName, CancellationToken cancellation);

    /// <summary>Uploads an archive in one request, up to 4 GB.</summary>
    /// <param name="archiveDescription">Up to 1,024 printable ASCII characters; an inventory shows it.</param>
    /// <returns>The archive's id.</returns>
    Task<string> UploadArchiveAsync(string vaultName, string archiveDescription, ReadOnlyMemory<byte> body, CancellationToken cancellation);

    /// <param name="partSize">Bytes of each part but the last: a power of two of MiB.</param>
    /// <returns>The upload's id.</returns>
    Task<string> InitiateMultipartUploadAsync(string vaultName, string archiveDescription, long partSize, CancellationToken cancellation);

    /// <param name="offset">The part's place in the archive.</param>
    /// <param name="checksum">The part's tree hash.</param>
    Task UploadMultipartPartAsync(string vaultName, string uploadId, long offset, ReadOnlyMemory<byte> body, byte[] checksum, CancellationToken cancellation);

    /// <param name="checksum">The whole archive's tree hash.</param>
    /// <returns>The archive's id.</returns>
    Task<string> CompleteMultipartUploadAsync(string vaultName, string uploadId, long archiveSize, byte[] checksum, CancellationToken cancellation);

    Task AbortMultipartUploadAsync(string vaultName, string uploadId, CancellationToken cancellation);

    /// <returns>The job's id.</returns>
    /// <exception cref="ResourceNotFoundException">There is no such vault or archive.</exception>
    /// <exception cref="InsufficientCapacityException">There is no capacity for expedited retrievals now.</exception>
    /// <exception cref="PolicyEnforcedException">The account's retrieval policy forbids it.</exception>
    Task<string> InitiateJobAsync(string vaultName, GlacierJobParameters jobParameters, CancellationToken cancellation);

    /// <exception cref="ResourceNotFoundException">There is no such job, or no longer.</exception>
    Task<GlacierJob> DescribeJobAsync(string vaultName, string jobId, CancellationToken cancellation);

    /// <summary>A page of jobs that are under way or have ended lately.</summary>
    Task<GlacierJobPage> ListJobsAsync(string vaultName, string statusCode, string? marker, CancellationToken cancellation);

    /// <summary>A part of a job's output; the caller disposes it.</summary>
    /// <exception cref="ResourceNotFoundException">The output has expired.</exception>
    Task<GlacierOutput> GetJobOutputAsync(string vaultName, string jobId, long offset, long length, CancellationToken cancellation);

    Task DeleteArchiveAsync(string vaultName, string archiveId, CancellationToken cancellation);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new GlacierConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) => new GlacierClient(awsCredentials, (GlacierConfig)clientConfig);
}
