using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.S3;
using Gas.Pipeline.Aws.Glacier;
using Gas.Pipeline.Aws.Rows;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Aws.Original;

/// <summary>The original service's table, buckets and vault, to be read only. The whole table is read, which a move may do and the service itself never does.</summary>
public sealed class OriginalService(IAmazonDynamoDB dynamo, IAmazonS3 s3, IGlacierClient glacier, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>All rows but those that this service wrote, in no promised order.</summary>
    /// <exception cref="IOException">There is no such table.</exception>
    public async IAsyncEnumerable<OriginalRow> RowsAsync(string table, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ScanRequest { TableName = table, ConsistentRead = true };
        do
        {
            ScanResponse page;
            try
            {
                page = await dynamo.ScanAsync(request, cancellation);
            }
            catch (Amazon.DynamoDBv2.Model.ResourceNotFoundException)
            {
                throw new IOException($"There is no table '{table}' in this account and region. Name the original service's with --table, and where it is with Aws:Region and the credentials.");
            }

            foreach (var item in (page.Items ?? []).Where(item => !item.ContainsKey(JobTable.Body)))
            {
                yield return OriginalRow.Read(item);
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
    }

    /// <summary>Null when there is no such object.</summary>
    public async Task<Stream?> OpenAsync(OriginalFile file, CancellationToken cancellation) => await S3ReadStream.OpenAsync(s3, file.Bucket, file.Key, 0, time, cancellation);

    public async Task<bool> HasAsync(OriginalFile file, CancellationToken cancellation)
    {
        try
        {
            await s3.GetObjectMetadataAsync(file.Bucket, file.Key, cancellation).OrExplain(file.Bucket);
            return true;
        }
        catch (AmazonS3Exception missing) when (missing.IsMissing())
        {
            return false;
        }
    }

    /// <summary>Its vault, for retrievals. Nobody is told of them: whoever waits asks.</summary>
    public GlacierVault VaultOf(string name)
    {
        var options = Options.Create(new AwsOptions { Vault = { Kind = AwsVaultKind.Glacier, Name = name } });
        return new GlacierVault(glacier, null, new AwsNames(options), options, options.Value.Vault.Times, time, loggers.CreateLogger<GlacierVault>());
    }
}
