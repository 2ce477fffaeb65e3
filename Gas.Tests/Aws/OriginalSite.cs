using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Gas.Pipeline.Aws.Glacier;

namespace Gas.Tests.Aws;

/// <summary>What an original service has left: a table, two buckets and a vault, all made up.</summary>
internal sealed class OriginalSite : IAsyncDisposable
{
    private static readonly BasicAWSCredentials Credentials = new(AwsPeer.AccessKey, AwsPeer.SecretKey);

    private readonly AmazonDynamoDBClient _dynamo;
    private readonly AmazonS3Client _s3;
    private readonly GlacierClient _glacier;

    private OriginalSite(string dynamo, S3Peer s3, GlacierPeer glacier)
    {
        (S3, Glacier) = (s3, glacier);
        Table = $"o{Guid.NewGuid():n}_annotations";
        _dynamo = DynamoTables.NewClient(dynamo);
        _s3 = new AmazonS3Client(Credentials, new AmazonS3Config { ServiceURL = s3.Address, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        _glacier = new GlacierClient(Credentials, new GlacierConfig { ServiceURL = glacier.Address, AuthenticationRegion = "us-east-1" });
        Settings = new()
        {
            ["Aws:Region"] = "us-east-1",
            ["Aws:Endpoints:DynamoDb"] = dynamo,
            ["Aws:Endpoints:S3"] = s3.Address,
            ["Aws:Endpoints:Glacier"] = glacier.Address,
        };
    }

    public const string Vault = "ucmpcs";

    public string Table { get; }

    public S3Peer S3 { get; }

    public GlacierPeer Glacier { get; }

    /// <summary>Where it is found.</summary>
    public Dictionary<string, string> Settings { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<OriginalSite> StartAsync(TimeProvider clock)
    {
        var site = new OriginalSite(await DynamoPeer.AddressAsync(), await S3Peer.StartAsync(clock, Cancellation), await GlacierPeer.StartAsync(clock, Cancellation));
        await site._dynamo.CreateTableAsync(
            new CreateTableRequest(site.Table, [new("job_id", KeyType.HASH)], [new("job_id", ScalarAttributeType.S)], null) { BillingMode = BillingMode.PAY_PER_REQUEST },
            Cancellation);
        foreach (var bucket in new[] { "gas-inputs", "gas-results" })
        {
            await site._s3.PutBucketAsync(new PutBucketRequest { BucketName = bucket, UseClientRegion = true }, Cancellation);
        }

        await site._glacier.CreateVaultAsync(Vault, Cancellation);
        while ((await site._dynamo.DescribeTableAsync(site.Table, Cancellation)).Table.TableStatus != TableStatus.ACTIVE)
        {
            await Task.Yield();
        }

        return site;
    }

    /// <summary>A job as the original leaves it: its row, and the objects that it points to.</summary>
    /// <param name="archive">Under which attribute its row keeps an archive's id; null for a result in its bucket.</param>
    public async Task<Guid> AddAsync(string user, string status = "COMPLETED", string? archive = null, Action<Dictionary<string, AttributeValue>>? change = null)
    {
        var id = Guid.NewGuid();
        var stem = $"someone/{user}/{id}~test";
        await PutAsync("gas-inputs", $"{stem}.vcf", ContentOf(id, "input"));
        var row = new Dictionary<string, AttributeValue>
        {
            ["job_id"] = new($"{id}"),
            ["user_id"] = new(user),
            ["input_file_name"] = new("test.vcf"),
            ["s3_inputs_bucket"] = new("gas-inputs"),
            ["s3_key_input_file"] = new($"{stem}.vcf"),
            ["submit_time"] = new() { N = "1700000000" },
            ["job_status"] = new(status),
        };
        if (status == "COMPLETED")
        {
            await PutAsync("gas-results", $"{stem}.vcf.count.log", ContentOf(id, "log"));
            row["s3_results_bucket"] = new("gas-results");
            row["s3_key_result_file"] = new($"{stem}.annot.vcf");
            row["s3_key_log_file"] = new($"{stem}.vcf.count.log");
            row["complete_time"] = new() { N = "1700000060" };
            if (archive is null)
            {
                await PutAsync("gas-results", $"{stem}.annot.vcf", ContentOf(id, "result"));
            }
            else
            {
                row[archive] = new(await ArchiveAsync(ContentOf(id, "result")));
            }
        }

        change?.Invoke(row);
        await _dynamo.PutItemAsync(Table, row, Cancellation);
        return id;
    }

    public static string ContentOf(Guid job, string kind) => $"##fileformat=VCFv4.2\n##{kind} of {job}\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

    /// <summary>Everything that it has, to see that nothing of it changes.</summary>
    public async Task<string> PrintAsync()
    {
        var rows = (await _dynamo.ScanAsync(new ScanRequest(Table), Cancellation)).Items.Select(row => string.Join(' ', row.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value.S ?? field.Value.N}")));
        return string.Join('\n', rows.Order(StringComparer.Ordinal)
            .Concat(S3.KeysOf("gas-inputs", "someone/")).Concat(S3.KeysOf("gas-results", "someone/"))
            .Concat(Glacier.Archives.Select(archive => archive.Id).Order(StringComparer.Ordinal)));
    }

    public async ValueTask DisposeAsync()
    {
        await _dynamo.DeleteTableAsync(Table);
        _dynamo.Dispose();
        _s3.Dispose();
        _glacier.Dispose();
        await S3.DisposeAsync();
        await Glacier.DisposeAsync();
    }

    private Task<PutObjectResponse> PutAsync(string bucket, string key, string content) => _s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = content }, Cancellation);

    private async Task<string> ArchiveAsync(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var file = new Gas.Pipeline.Jobs.StoredFile("made-up", bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        return await new Gas.Pipeline.Aws.GlacierUpload(_glacier, Vault, "made by another service", 8 << 20).RunAsync(file, new MemoryStream(bytes), Cancellation);
    }
}
