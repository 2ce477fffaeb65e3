using System.Reflection;
using System.Text.RegularExpressions;
using Gas.Blazor.Components;
using Gas.Blazor.Languages;
using Gas.Blazor.Sharing;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Browser;
using Gas.Tests.Mail;
using Gas.Tests.Pipeline;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Visitor = Gas.Tests.Blazor.Accounts.Visitor;

namespace Gas.Tests.Languages;

/// <summary>Every page in the language of proofs: what does not come from the resources stands outside its brackets.</summary>
public sealed partial class ProofPagesTests : IAsyncDisposable
{
    private const string File = "proof.vcf";
    private static readonly int[] Codes = [400, 403, 404, 405, 409, 410, 429, 500, 503];

    private readonly GasServer _server = new(new() { [Language.ProofKey] = "true" });
    private readonly Lazy<IReadOnlyList<ReferenceDescription>> _references;

    public ProofPagesTests() => _references = new(_server.Services.GetRequiredService<ReferenceCatalog>().Describe);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_word_of_every_page_comes_from_the_resources()
    {
        using var visitor = Read(_server.Visit());
        using var ann = Read(await _server.VisitAsAsync(GasServer.Ann));
        using var admin = Read(await _server.VisitAsAsync(GasServer.Admin));
        var (done, failed) = (await UploadAsync(SampleVcf.Qualified, JobState.Completed), await UploadAsync(SampleVcf.Broken, JobState.Failed));
        var secret = await _server.Services.GetRequiredService<ShareBook>().MakeAsync(done, File, downloads: true, TimeSpan.FromDays(1), Cancellation);
        var jobs = new[] { done, failed }.Concat(await AddSamplesAsync(done.Owner)).ToArray();
        var visits = Routes().SelectMany(route => route switch
        {
            _ when route.StartsWith("/admin", StringComparison.Ordinal) => [(admin, route)],
            _ when route.Contains("{Secret}", StringComparison.Ordinal) => [(visitor, route.Replace("{Secret}", secret, StringComparison.Ordinal))],
            _ when route.Contains("{code:int}", StringComparison.Ordinal) => Codes.Select(code => (visitor, route.Replace("{code:int}", $"{code}", StringComparison.Ordinal))),
            "/jobs/{Id}" => jobs.Select(job => (ann, $"/jobs/{job.Id}")),
            _ when route.Contains("{Id}", StringComparison.Ordinal) => new[] { done, failed }.Select(job => (ann, route.Replace("{Id}", $"{job.Id}", StringComparison.Ordinal))),
            _ => new[] { (visitor, route), (ann, route) },
        });
        var left = new List<string>();
        var seen = 0;
        foreach (var (who, path) in visits.Append((ann, $"/jobs/{done.Id}/variants?gene=S&af_min=0.1")).Append((ann, "/jobs?q=nobody")))
        {
            using var answer = await who.GetAsync(path);
            if (answer.Headers.Location is null)
            {
                seen++;
                left.AddRange(ProofPage.LeftOut(await Visitor.TextOfAsync(answer), WithoutKnown).Select(words => $"{path.Replace($"{done.Id}", "{done}", StringComparison.Ordinal)}: {words}"));
            }
        }

        Assert.True(seen > 60, $"Only {seen} pages were read.");
        // The same words on many pages are told once.
        Assert.True(left.Count == 0, $"Left out:\n{string.Join('\n', left.DistinctBy(line => line[line.IndexOf(": ", StringComparison.Ordinal)..]))}");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Visitor Read(Visitor visitor)
    {
        visitor.Headers.AcceptLanguage.ParseAdd(Language.Proof);
        return visitor;
    }

    private static IEnumerable<string> Routes() => typeof(App).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).Order(StringComparer.Ordinal);

    private async Task<Job> UploadAsync(byte[] file, JobState end)
    {
        using var script = await _server.CallAsAsync(GasServer.Ann);
        using var answer = await script.SendAsync(HttpMethod.Post, $"/api/jobs?name={File}&strict={end == JobState.Failed}", new ByteArrayContent(file));
        var id = new JobId((await Visitor.JsonOfAsync(answer)).GetProperty("id").GetGuid());
        Job? job = null;
        await Until.TrueAsync(async () => (job = await _server.Store.FindAsync(id, Cancellation))?.State == end, $"{File} is {end}");
        return job!;
    }

    /// <summary>In every state, as rows alone: they are not due, so that nobody works on them.</summary>
    private async Task<IReadOnlyList<Job>> AddSamplesAsync(UserId owner)
    {
        var late = _server.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(1);
        var jobs = Enum.GetValues<JobState>().Where(state => state != JobState.Deleting).Select(state => SampleJobs.In(state, SampleJobs.Lease(late)) with { Id = JobId.New(late), Owner = owner, FileName = File, NotBefore = late }).ToList();
        foreach (var job in jobs)
        {
            Assert.True(await _server.Store.AddAsync(job, Cancellation));
        }

        return jobs;
    }

    /// <summary>Data, fields and terms of the VCF, names and units: the same in all languages.</summary>
    private string WithoutKnown(string text) =>
        Known().Replace(_references.Value.Aggregate(text, (rest, reference) => rest.Replace(reference.Title, "", StringComparison.Ordinal)), " ");

    [GeneratedRegex(@"\b(GAS|AWS|VCF|CSV|JSON|USD|SHA-256|bgzip|appsettings\.json|engine|QUAL|FILTER|PASS|MODERATE|SNV|missense variant|NC_045512\.2|chr7:[\d-]+|BRCA1, TTN|rs\d+|[\w.-]+\.vcf|\w+@[\w.]+|[\d.,]+ ([KMGT]iB|bytes?))\b")]
    private static partial Regex Known();
}
