using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Aws;

/// <summary>The forms that <see cref="S3FileStore"/> signs, recomputed.</summary>
public sealed class S3DirectFormTests
{
    private const string Key = "inputs/a/brought-1";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_says_what_may_be_brought_until_when_and_is_signed()
    {
        await using var aws = await StartAsync(TimeProvider.System);
        var form = (await aws.Files.InviteAsync(Key, 1000, 1000, Life, Cancellation))!;
        Assert.Equal($"{aws.S3!.Address}/{aws.Names.InputsBucket}", form.Address.ToString().TrimEnd('/'));
        Assert.Equal(aws.Files.DirectOrigin, new Uri(form.Address.GetLeftPart(UriPartial.Authority)));
        var fields = new Dictionary<string, string>(form.Fields, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(AwsSignature.OfPolicy(fields["policy"], fields["x-amz-credential"].Split('/', 2)[1], AwsPeer.SecretKey), fields["x-amz-signature"]);
        using var policy = JsonDocument.Parse(Convert.FromBase64String(fields["policy"]));
        Assert.InRange(DateTimeOffset.Parse(policy.RootElement.GetProperty("expiration").GetString()!, CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow(), Life / 2, Life);
        var conditions = policy.RootElement.GetProperty("conditions").EnumerateArray().Select(condition => condition.GetRawText().Replace(" ", "", StringComparison.Ordinal)).ToList();
        Assert.Contains("[\"content-length-range\",1,1000]", conditions);
        Assert.Contains(conditions, condition => condition.Contains(Key, StringComparison.Ordinal) && !condition.Contains("starts-with", StringComparison.Ordinal));
        Assert.Contains(conditions, condition => condition.Contains($"\"{aws.Names.InputsBucket}\"", StringComparison.Ordinal));
        Assert.Contains(conditions, condition => condition.Contains("\"application/octet-stream\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_that_has_expired_brings_nothing()
    {
        var clock = new MovedClock();
        await using var aws = await StartAsync(clock);
        var form = (await aws.Files.InviteAsync(Key, 1000, 1000, Life, Cancellation))!;
        clock.Move(Life + TimeSpan.FromMinutes(1));
        Assert.Equal(403, await BringAsync(form, [1]));
        Assert.Null(await aws.Files.AdoptAsync(Key, "inputs/a/input", Cancellation));
    }

    [Fact]
    public async Task What_was_brought_is_copied_and_hashed_whether_S3_does_it_or_not()
    {
        var content = RandomNumberGenerator.GetBytes(1000);
        await using var strict = await StartAsync(TimeProvider.System);
        Assert.Equal(204, await BringAsync((await strict.Files.InviteAsync(Key, 1000, 1000, Life, Cancellation))!, content));
        await using var fauxqs = await AwsFiles.StartOnFauxqsAsync(Cancellation, Settings);
        await using (var brought = await fauxqs.Files.CreateAsync(Key, Cancellation))
        {
            // It knows no forms.
            await brought.Content.WriteAsync(content, Cancellation);
            await brought.CommitAsync(Cancellation);
        }

        foreach (var files in new[] { strict.Files, fauxqs.Files })
        {
            Assert.Equal(new StoredFile("inputs/a/input", 1000, Convert.ToHexStringLower(SHA256.HashData(content))), await files.AdoptAsync(Key, "inputs/a/input", Cancellation));
            Assert.Equal(1000, await files.LengthAsync("inputs/a/input", Cancellation));
        }
    }

    [Fact]
    public async Task Nobody_is_invited_where_it_is_switched_off_or_to_the_results_or_with_more_than_S3_takes()
    {
        await using var off = await AwsFiles.StartAsync(TimeProvider.System, Cancellation, new KeyValuePair<string, string?>("Aws:DirectTransfers", "true"));
        Assert.Null(off.Files.DirectOrigin);
        Assert.Null(await off.Files.InviteAsync(Key, 1000, 1000, Life, Cancellation));
        await using var on = await StartAsync(TimeProvider.System);
        Assert.Null(await on.Files.InviteAsync(Key, 5_000_000_001, long.MaxValue, Life, Cancellation));
        Assert.NotNull(await on.Files.InviteAsync(Key, 5_000_000_000, long.MaxValue, Life, Cancellation));
        Assert.Null(await on.Files.InviteAsync("results/a/annotated.vcf.gz", 1000, 1000, Life, Cancellation));
    }

    private static KeyValuePair<string, string?>[] Settings => [new("Aws:DirectTransfers", "true"), new("Aws:Origin", "https://gas.lab.example")];

    private static Task<AwsFiles> StartAsync(TimeProvider clock) => AwsFiles.StartAsync(clock, Cancellation, Settings);

    private static async Task<int> BringAsync(DirectForm form, byte[] content)
    {
        using var http = new HttpClient();
        using var body = new MultipartFormDataContent();
        foreach (var (name, value) in form.Fields)
        {
            body.Add(new StringContent(value), name);
        }

        body.Add(new ByteArrayContent(content), "file", "a.vcf");
        using var answer = await http.PostAsync(form.Address, body, Cancellation);
        return (int)answer.StatusCode;
    }
}
