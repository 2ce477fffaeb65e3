using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gas.Tests.Server;

namespace Gas.Tests.Crash;

/// <summary>One user who uploads, downloads, deletes and switches plans without end, asks again whatever was not answered, and remembers what was.</summary>
internal sealed class MixedLoad(ScriptedUser user, int number, int seed)
{
    private const string Header = "##fileformat=VCFv4.2\n##contig=<ID=NC_045512.2,length=29903>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

    private readonly Random _random = new(seed);
    private int _uploads;

    /// <summary>The jobs that must be there, with the mark that each of its records carries and how many there are.</summary>
    public ConcurrentDictionary<Guid, (string Mark, int Records)> Jobs { get; } = new();

    public ConcurrentBag<Guid> Deleted { get; } = [];

    /// <summary>Works until <paramref name="enough"/>; what has been begun is ended.</summary>
    public async Task RunAsync(CancellationToken enough, CancellationToken cancellation)
    {
        // Fast enough that a kill always meets work, slow enough that passwords are not all that is computed.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!enough.IsCancellationRequested && await pace.WaitForNextTickAsync(cancellation))
        {
            switch (_random.Next(10))
            {
                case 0:
                    await SwitchAsync(_random.Next(2) == 0 ? "free" : "premium", cancellation);
                    break;
                case 1 when Jobs.Keys.FirstOrDefault() is var job && job != default:
                    await DeleteAsync(job, cancellation);
                    break;
                default:
                    await UploadAsync(cancellation);
                    break;
            }
        }
    }

    public Task SwitchAsync(string plan, CancellationToken cancellation) =>
        InsistAsync(() => new HttpRequestMessage(HttpMethod.Put, $"/api/plan/{plan}"), HttpStatusCode.OK, HttpStatusCode.OK, cancellation);

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

    /// <summary>Every record of the file is in the result, annotated, and none of another file.</summary>
    public async Task CheckResultAsync(Guid job, CancellationToken cancellation)
    {
        var (mark, records) = Jobs[job];
        await using var gzip = new GZipStream(await user.DownloadAsync(job, "result", cancellation), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var lines = (await reader.ReadToEndAsync(cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToList();
        Assert.Equal(records, lines.Count);
        Assert.All(lines, line => Assert.True(line.Contains($"\t{mark}\t", StringComparison.Ordinal) && line.Contains("p.Asp614Gly", StringComparison.Ordinal), line));
    }

    private async Task UploadAsync(CancellationToken cancellation)
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
        Jobs[JsonDocument.Parse(answer).RootElement.GetProperty("id").GetGuid()] = (mark, records);
    }

    private async Task DeleteAsync(Guid job, CancellationToken cancellation)
    {
        await InsistAsync(() => new HttpRequestMessage(HttpMethod.Delete, $"/api/jobs/{job}"), HttpStatusCode.Accepted, HttpStatusCode.NotFound, cancellation);
        Jobs.TryRemove(job, out _);
        Deleted.Add(job);
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
