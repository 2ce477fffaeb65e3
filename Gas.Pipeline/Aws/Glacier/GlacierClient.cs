using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Gas.Pipeline.Aws.Clients;

namespace Gas.Pipeline.Aws.Glacier;

/// <summary>
/// The vault service on the SDK's own pipeline: its credentials, signatures, retries and clock correction; see <see cref="OwnClientConfig"/>.
/// </summary>
public sealed class GlacierClient : AmazonServiceClient, IGlacierClient
{
    private const string ArchiveId = "x-amz-archive-id";
    private const string Checksum = "x-amz-sha256-tree-hash";
    private const string Description = "x-amz-archive-description";

    public GlacierClient(AWSCredentials? credentials, GlacierConfig config)
        : base(credentials, config)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new OwnClientMetadata("Glacier");

    public Task CreateVaultAsync(string vaultName, CancellationToken cancellation) => CallAsync(new GlacierRequest("PUT", vaultName), cancellation);

    public Task DescribeVaultAsync(string vaultName, CancellationToken cancellation) => CallAsync(new GlacierRequest("GET", vaultName), cancellation);

    public async Task<string> UploadArchiveAsync(string vaultName, string archiveDescription, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var request = new GlacierRequest("POST", vaultName, "archives") { Body = body };
        request.Headers[Description] = archiveDescription;
        request.Headers[Checksum] = Convert.ToHexStringLower(TreeHash.Of(body.Span));
        return (await CallAsync(request, cancellation)).Header(ArchiveId);
    }

    public async Task<string> InitiateMultipartUploadAsync(string vaultName, string archiveDescription, long partSize, CancellationToken cancellation)
    {
        var request = new GlacierRequest("POST", vaultName, "multipart-uploads");
        request.Headers[Description] = archiveDescription;
        request.Headers["x-amz-part-size"] = partSize.ToString(CultureInfo.InvariantCulture);
        return (await CallAsync(request, cancellation)).Header("x-amz-multipart-upload-id");
    }

    public Task UploadMultipartPartAsync(string vaultName, string uploadId, long offset, ReadOnlyMemory<byte> body, byte[] checksum, CancellationToken cancellation)
    {
        var request = new GlacierRequest("PUT", vaultName, "multipart-uploads", uploadId) { Body = body };
        request.Headers["Content-Range"] = $"bytes {offset}-{offset + body.Length - 1}/*";
        request.Headers[Checksum] = Convert.ToHexStringLower(checksum);
        return CallAsync(request, cancellation);
    }

    public async Task<string> CompleteMultipartUploadAsync(string vaultName, string uploadId, long archiveSize, byte[] checksum, CancellationToken cancellation)
    {
        var request = new GlacierRequest("POST", vaultName, "multipart-uploads", uploadId);
        request.Headers["x-amz-archive-size"] = archiveSize.ToString(CultureInfo.InvariantCulture);
        request.Headers[Checksum] = Convert.ToHexStringLower(checksum);
        return (await CallAsync(request, cancellation)).Header(ArchiveId);
    }

    public Task AbortMultipartUploadAsync(string vaultName, string uploadId, CancellationToken cancellation) =>
        CallAsync(new GlacierRequest("DELETE", vaultName, "multipart-uploads", uploadId), cancellation);

    public async Task<string> InitiateJobAsync(string vaultName, GlacierJobParameters jobParameters, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(jobParameters, GlacierJson.Default.GlacierJobParameters);
        return (await CallAsync(new GlacierRequest("POST", vaultName, "jobs") { Body = body, IsJson = true }, cancellation)).Header("x-amz-job-id");
    }

    public Task<GlacierJob> DescribeJobAsync(string vaultName, string jobId, CancellationToken cancellation) =>
        CallAsync(new GlacierRequest("GET", vaultName, "jobs", jobId), GlacierJson.Default.GlacierJob, cancellation);

    public Task<GlacierJobPage> ListJobsAsync(string vaultName, string statusCode, string? marker, CancellationToken cancellation)
    {
        var request = new GlacierRequest("GET", vaultName, "jobs") { Query = { ["statuscode"] = statusCode } };
        if (marker is not null)
        {
            request.Query["marker"] = marker;
        }

        return CallAsync(request, GlacierJson.Default.GlacierJobPage, cancellation);
    }

    public async Task<GlacierOutput> GetJobOutputAsync(string vaultName, string jobId, long offset, long length, CancellationToken cancellation)
    {
        var request = new GlacierRequest("GET", vaultName, "jobs", jobId, "output") { IsStreamed = true };
        request.Headers["Range"] = $"bytes={offset}-{offset + length - 1}";
        var response = await CallAsync(request, cancellation);
        return new GlacierOutput(response.Body, response.FindHeader(Checksum));
    }

    public Task DeleteArchiveAsync(string vaultName, string archiveId, CancellationToken cancellation) =>
        CallAsync(new GlacierRequest("DELETE", vaultName, "archives", archiveId), cancellation);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => pipeline.AddHandlerAfter<Marshaller>(new SigV4Handler());

    private async Task<T> CallAsync<T>(GlacierRequest request, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        JsonSerializer.Deserialize((await CallAsync(request, cancellation)).Body, type) ?? throw new JsonException("Glacier's answer is empty.");

    private Task<GlacierResponse> CallAsync(GlacierRequest request, CancellationToken cancellation) => InvokeAsync<GlacierResponse>(
        request,
        new InvokeOptions { RequestMarshaller = GlacierMarshaller.Instance, ResponseUnmarshaller = request.IsStreamed ? GlacierUnmarshaller.Streamed : GlacierUnmarshaller.Whole },
        cancellation);
}
