using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Gas.Pipeline.Jobs;
using Gas.Tests.Annotation.Vcf;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Browser;
using Gas.Tests.Mail;
using Visitor = Gas.Tests.Blazor.Accounts.Visitor;

namespace Gas.Tests.Blazor.Endpoints;

/// <summary>Variants for scripts: pages of them, and files of what a filter leaves.</summary>
public sealed class VariantsTests(GasServer server) : IClassFixture<GasServer>
{
    private const string Missense = "consequence=missense_variant";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_tells_the_count_of_all_and_where_the_next_is()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var id = await CompletedAsync(ann);
        var all = await JsonAsync(ann, $"/api/jobs/{id}/variants?size=1000");
        var records = all.GetProperty("variants").EnumerateArray().ToList();
        Assert.Equal(records.Count, all.GetProperty("count").GetInt64());
        var expected = records.Where(IsMissense).Select(record => record.GetProperty("position").GetInt32()).ToList();
        Assert.InRange(expected.Count, 5, records.Count - 1);

        var found = new List<int>();
        for (var next = $"/api/jobs/{id}/variants?{Missense}&size=4"; next is not null;)
        {
            var page = await JsonAsync(ann, next);
            Assert.Equal(expected.Count, page.GetProperty("count").GetInt32());
            found.AddRange(page.GetProperty("variants").EnumerateArray().Select(record => record.GetProperty("position").GetInt32()));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task Every_format_holds_what_the_page_shows_and_tells_job_and_filter()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var id = await CompletedAsync(ann);
        var expected = (await JsonAsync(ann, $"/api/jobs/{id}/variants?{Missense}&size=1000")).GetProperty("variants").EnumerateArray().ToList();

        var (vcf, vcfName) = await FileAsync(ann, $"/api/jobs/{id}/variants/vcf?{Missense}");
        var lines = Encoding.UTF8.GetString(VcfText.Unpack(vcf)).Split('\n')[..^1];
        Assert.Equal("alpha.missense_variant.annot.vcf.gz", vcfName);
        Assert.Contains("##gas_filter=consequence=missense_variant", lines);
        Assert.Equal(expected.Select(PlaceOf), lines.Where(line => line[0] != '#').Select(line => line.Split('\t')[1]));

        var (tsv, tsvName) = await FileAsync(ann, $"/api/jobs/{id}/variants/tsv?{Missense}");
        var rows = Encoding.UTF8.GetString(tsv).Split('\n')[..^1].Select(row => row.Split('\t')).ToList();
        Assert.Equal("alpha.missense_variant.variants.tsv", tsvName);
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        Assert.Equal(expected.Select(PlaceOf), rows.Skip(1).Select(row => row[1]).Distinct());
        Assert.Equal(expected.Sum(record => record.GetProperty("consequences").GetArrayLength()), rows.Count - 1);

        var (json, _) = await FileAsync(ann, $"/api/jobs/{id}/variants/jsonl?{Missense}");
        Assert.Equal(expected.Select(record => record.GetRawText()), Encoding.UTF8.GetString(json).Split('\n')[..^1]);

        var (xlsx, _) = await FileAsync(ann, $"/api/jobs/{id}/variants/xlsx?{Missense}");
        Assert.Equal(rows.Count, SheetOf(xlsx).Count);
        Assert.Equal(rows.Skip(1).Select(row => row[1]), SheetOf(xlsx).Skip(1).Select(row => row[1]));
    }

    [Fact]
    public async Task A_spreadsheet_is_given_no_formula()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var id = await CompletedAsync(ann, Encoding.UTF8.GetBytes(VcfText.Sites($"{VcfText.Contig} 23403 =cmd|x A G . PASS -5", $"{VcfText.Contig} 23404 @SUM(A1) T TA . PASS +x")));
        var (tsv, _) = await FileAsync(ann, $"/api/jobs/{id}/variants/tsv");
        var cells = Encoding.UTF8.GetString(tsv).Split('\n', '\t');
        Assert.Contains("'=cmd|x", cells);
        Assert.Contains("'@SUM(A1)", cells);
        Assert.Contains("-5", cells);
        var (xlsx, _) = await FileAsync(ann, $"/api/jobs/{id}/variants/xlsx");
        using var zip = new ZipArchive(new MemoryStream(xlsx));
        var sheet = XDocument.Load(await zip.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync(Cancellation));
        Assert.Contains("=cmd|x", sheet.Descendants().Select(element => element.Value));
        Assert.DoesNotContain(sheet.Descendants(), element => element.Name.LocalName == "f");
    }

    [Fact]
    public async Task What_cannot_be_answered_is_said_in_a_sentence()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var id = await CompletedAsync(ann);
        using var wrong = await ann.GetAsync($"/api/jobs/{id}/variants?impact=huge");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("'huge' is no impact", (await Visitor.JsonOfAsync(wrong)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var size = await ann.GetAsync($"/api/jobs/{id}/variants?size=0");
        using var format = await ann.GetAsync($"/api/jobs/{id}/variants/pdf");
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (size.StatusCode, format.StatusCode));

        var job = await server.Store.FindAsync(new JobId(id), Cancellation);
        Assert.True(await server.Store.TrySaveAsync(job! with { State = JobState.Archived, ArchiveAt = null, Version = job.Version + 1 }, Cancellation));
        using var cold = await ann.GetAsync($"/api/jobs/{id}/variants/tsv");
        Assert.Equal(HttpStatusCode.Conflict, cold.StatusCode);
        Assert.Contains("archived", (await Visitor.JsonOfAsync(cold)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var browser = await server.VisitAsAsync(GasServer.Ann);
        var page = await browser.ReadAsync($"/jobs/{id}/variants?{Missense}");
        Assert.Contains("The result is archived", page, StringComparison.Ordinal);
        Assert.Contains("missense variant", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_comes_with_its_rows_before_it_is_live()
    {
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var id = await CompletedAsync(ann);
        using var browser = await server.VisitAsAsync(GasServer.Ann);
        var page = await browser.ReadAsync($"/jobs/{id}/variants?gene=S&consequence=missense_variant&sort=-position");
        Assert.Contains("p.Asp614Gly", page, StringComparison.Ordinal);
        Assert.Contains("gene S", page, StringComparison.Ordinal);
        Assert.DoesNotContain("p.Ser235Phe", page, StringComparison.Ordinal);
    }

    private static bool IsMissense(JsonElement record) => record.GetProperty("consequences").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && first.GetProperty("Consequence").GetString()!.StartsWith("missense_variant", StringComparison.Ordinal);

    private static string PlaceOf(JsonElement record) => record.GetProperty("position").GetRawText();

    private static List<List<string>> SheetOf(byte[] xlsx)
    {
        using var zip = new ZipArchive(new MemoryStream(xlsx));
        using var sheet = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        return [.. XDocument.Load(sheet).Descendants().Where(element => element.Name.LocalName == "row").Select(row => row.Elements().Select(cell => cell.Value).ToList())];
    }

    private static async Task<JsonElement> JsonAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Visitor.JsonOfAsync(answer);
    }

    private static async Task<(byte[] Content, string? Name)> FileAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadAsByteArrayAsync(Cancellation), answer.Content.Headers.ContentDisposition?.FileNameStar ?? answer.Content.Headers.ContentDisposition?.FileName);
    }

    private async Task<Guid> CompletedAsync(Visitor visitor, byte[]? vcf = null)
    {
        using var answer = await visitor.SendAsync(HttpMethod.Post, "/api/jobs?name=alpha.vcf", new ByteArrayContent(vcf ?? await File.ReadAllBytesAsync(SampleVcf.PathOf(SampleVcf.Alpha), Cancellation)));
        var id = (await Visitor.JsonOfAsync(answer)).GetProperty("id").GetGuid();
        await Until.TrueAsync(async () => (await server.Store.FindAsync(new JobId(id), Cancellation))!.State == JobState.Completed, "the job is completed");
        return id;
    }
}
