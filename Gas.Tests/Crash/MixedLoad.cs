using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gas.Tests.Server;

namespace Gas.Tests.Crash;

/// <summary>One user who uploads, cancels, tries again, downloads, deletes and switches plans without end, asks again whatever was not answered, and remembers what was.</summary>
internal sealed class MixedLoad(ScriptedUser user, int number, int seed)
{
    private const string Header = "##fileformat=VCFv4.2\n##contig=<ID=NC_045512.2,length=29903>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

    private readonly Random _random = new(seed);
    private int _uploads;

    /// <summary>The jobs that must be there.</summary>
    public ConcurrentDictionary<Guid, KeptJob> Jobs { get; } = new();

    /// <summary>Requests that were insisted upon and answered.</summary>
    public int Answers { get; private set; }

    public int Deleted { get; private set; }

    public int Cancelled { get; private set; }

    /// <summary>Whole results that were downloaded and looked through.</summary>
    public int Downloaded { get; private set; }

    /// <summary>Works until <paramref name="enough"/>; what has been begun is ended.</summary>
    public async Task RunAsync(CancellationToken enough, CancellationToken cancellation)
    {
        // Fast enough that a kill always meets work, slow enough that passwords are not all that is computed.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!enough.IsCancellationRequested && await pace.WaitForNextTickAsync(cancellation))
        {
            var job = Jobs.IsEmpty ? Guid.Empty : Jobs.Keys.ElementAt(_random.Next(Jobs.Count));
            switch (_random.Next(12))
            {
                case 0:
                    await SwitchAsync(_random.Next(2) == 0 ? "free" : "premium", cancellation);
                    break;
                case 1 when job != Guid.Empty:
                    await DeleteAsync(job, cancellation);
                    break;
                case 2 when job != Guid.Empty:
                    await RetryAsync(job, cancellation);
                    break;
                case 3 or 4 when job != Guid.Empty:
                    await DownloadAsync(job, cancellation);
                    break;
                case 5 or 6:
                    await CancelAsync(await UploadAsync(cancellation), cancellation);
                    break;
                default:
                    await UploadAsync(cancellation);
                    break;
            }
        }
    }

    public Task SwitchAsync(string plan, CancellationToken cancellation) =>
        InsistAsync(() => new HttpRequestMessage(HttpMethod.Put, $"/api/plan/{plan}"), HttpStatusCode.OK, HttpStatusCode.OK, cancellation);

    /// <summary>Refused unless it was cancelled.</summary>
    public Task RetryAsync(Guid job, CancellationToken cancellation) =>
        InsistAsync(() => new HttpRequestMessage(HttpMethod.Post, $"/api/jobs/{job}/retry"), HttpStatusCode.OK, HttpStatusCode.Conflict, cancellation);

    /// <summary>How the user's jobs stand now.</summary>
    public async Task<Dictionary<Guid, string>> StatesAsync(CancellationToken cancellation)
    {
        var states = new Dictionary<Guid, string>();
        for (var path = "/api/jobs?size=100"; path is not null;)
        {
            var page = await user.Http.GetFromJsonAsync<JsonElement>(path, cancellation);
            foreach (var job in page.GetProperty("jobs").EnumerateArray())
            {
                states.Add(job.GetProperty("id").GetGuid(), job.GetProperty("state").GetString()!);
            }

            path = page.TryGetProperty("next", out var next) && next.GetString() is { } cursor ? $"/api/jobs?size=100&cursor={Uri.EscapeDataString(cursor)}" : null;
        }

        return states;
    }

    /// <summary>Asks until every job of this user is in the state.</summary>
    public async Task WaitForAllAsync(string state, TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        Dictionary<Guid, string> states = [];
        try
        {
            do
            {
                states = await StatesAsync(limit.Token);
            }
            while (states.Values.Any(one => one != state) && await ticks.WaitForNextTickAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Assert.Fail($"User {number}: after {patience} not all are {state}: {string.Join(", ", states.Where(job => job.Value != state).Take(5))}");
        }

        Assert.Equal(Jobs.Keys.Order(), states.Keys.Order());
    }

    /// <summary>Every record of the file is in the result, annotated, and none of another file; it is the same at each download.</summary>
    public async Task CheckResultAsync(Guid job, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await using (var download = await user.DownloadAsync(job, "result", cancellation))
        {
            await download.CopyToAsync(content, cancellation);
        }

        var kept = Jobs[job];
        Assert.Equal(kept.ResultSha256 ??= Convert.ToHexStringLower(SHA256.HashData(content.ToArray())), Convert.ToHexStringLower(SHA256.HashData(content.ToArray())));
        content.Position = 0;
        await using var gzip = new GZipStream(content, CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var lines = (await reader.ReadToEndAsync(cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToList();
        Assert.Equal(kept.Records, lines.Count);
        Assert.All(lines, line => Assert.True(line.Contains($"\t{kept.Mark}\t", StringComparison.Ordinal) && line.Contains("p.Asp614Gly", StringComparison.Ordinal), line));
        Downloaded++;
    }

    /// <summary>Not insisted upon: whether the result is there now depends on its state, and a kill may cut it off.</summary>
    private async Task DownloadAsync(Guid job, CancellationToken cancellation)
    {
        try
        {
            await CheckResultAsync(job, cancellation);
        }
        catch (Exception fault) when (fault is HttpRequestException { StatusCode: null or HttpStatusCode.Conflict or HttpStatusCode.Gone } or IOException)
        {
        }
    }

    private async Task<Guid> UploadAsync(CancellationToken cancellation)
    {
        var (mark, records) = ($"u{number}n{++_uploads}", _random.Next(1, _random.Next(8) == 0 ? 20_000 : 200));
        var vcf = Encoding.ASCII.GetBytes(Header + string.Concat(Enumerable.Repeat($"NC_045512.2\t23403\t{mark}\tA\tG\t.\tPASS\t.\n", records)));
        var answer = await InsistAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, $"/api/jobs?name={mark}.vcf") { Content = new ByteArrayContent(vcf) };
                request.Headers.Add("Idempotency-Key", mark);
                return request;
            },
            HttpStatusCode.Created,
            HttpStatusCode.OK,
            cancellation);
        var job = JsonDocument.Parse(answer).RootElement.GetProperty("id").GetGuid();
        Jobs[job] = new KeptJob(mark, records);
        return job;
    }

    /// <summary>Refused when the job was quicker.</summary>
    private async Task CancelAsync(Guid job, CancellationToken cancellation)
    {
        await InsistAsync(() => new HttpRequestMessage(HttpMethod.Post, $"/api/jobs/{job}/cancel"), HttpStatusCode.OK, HttpStatusCode.Conflict, cancellation);
        Cancelled++;
    }

    private async Task DeleteAsync(Guid job, CancellationToken cancellation)
    {
        await InsistAsync(() => new HttpRequestMessage(HttpMethod.Delete, $"/api/jobs/{job}"), HttpStatusCode.Accepted, HttpStatusCode.NotFound, cancellation);
        Jobs.TryRemove(job, out _);
        Deleted++;
    }

    /// <summary>What a client does that gets no answer: asks again.</summary>
    private async Task<string> InsistAsync(Func<HttpRequestMessage> call, HttpStatusCode first, HttpStatusCode again, CancellationToken cancellation)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            try
            {
                using var request = call();
                using var answer = await user.Http.SendAsync(request, cancellation);
                var body = await answer.Content.ReadAsStringAsync(cancellation);
                if (answer.StatusCode == first || answer.StatusCode == again)
                {
                    Answers++;
                    return body;
                }

                Assert.True((int)answer.StatusCode >= 500, $"{(int)answer.StatusCode} {body}");
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException)
            {
                // The service is down.
            }
        }
        while (await pace.WaitForNextTickAsync(cancellation));
        throw new OperationCanceledException(cancellation);
    }
}
