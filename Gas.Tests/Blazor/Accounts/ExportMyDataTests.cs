using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Sharing;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Blazor.Endpoints;
using Gas.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts;

public sealed class ExportMyDataTests(GasServer server) : IClassFixture<GasServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_of_ones_own_and_nothing_of_others_comes_in_one_archive()
    {
        const string Email = "leaving-with-all@lab.example";
        using var owner = await server.VisitAsAsync(Email);
        using var named = await owner.FillInAsync("/account", ("Input.DisplayName", "Ada"), ("Input.Institution", "The Lab"));
        using var token = await owner.FillInAsync("/account/tokens", ("Input.Name", "nightly"), ("Input.Days", "30"), ("Input.Read", "true"));
        var job = await UploadAsync(Email, "mine.vcf");
        var foreign = await UploadAsync(GasServer.Bob, "not-mine.vcf");
        var gone = await UploadAsync(Email, "gone.vcf");
        using var admin = await server.CallAsAsync(GasServer.Admin);
        foreach (var seen in new[] { job, gone, foreign })
        {
            (await admin.GetAsync($"/api/jobs/{seen}")).Dispose();
        }

        (await admin.SendAsync(HttpMethod.Delete, $"/api/jobs/{gone}")).Dispose();
        await Until.TrueAsync(async () => await server.Store.FindAsync(new JobId(gone), Cancellation) is null, "the job is gone");
        var (store, links) = (server.Services.GetRequiredService<IJobStore>(), server.Services.GetRequiredService<ShareBook>());
        var secret = await links.MakeAsync((await store.FindAsync(new JobId(job), Cancellation))!, "for the clinic", downloads: true, TimeSpan.FromDays(1), Cancellation);
        await links.MakeAsync((await store.FindAsync(new JobId(foreign), Cancellation))!, "of somebody else", downloads: true, TimeSpan.FromDays(1), Cancellation);

        using var zip = await ExportAsync(owner, files: true);
        using var profile = await JsonAsync(zip, "profile.json");
        Assert.Equal((Email, "Ada", "The Lab"), (Text(profile, "email"), Text(profile, "displayName"), Text(profile, "institution")));
        using var tokens = await JsonAsync(zip, "tokens.json");
        Assert.Equal("nightly", Text(tokens.RootElement[0], "name"));
        using var shared = await JsonAsync(zip, "shared-links.json");
        Assert.Equal("for the clinic", Text(Assert.Single(shared.RootElement.EnumerateArray()), "name"));
        using var audit = await JsonAsync(zip, "audit.json");
        Assert.Contains("DataExported", audit.RootElement.EnumerateArray().Select(line => Text(line, "action")));
        using var others = await JsonAsync(zip, "audit-by-others.json");
        Assert.Equal(
            [("ForeignJobSeen", job), ("ForeignJobSeen", gone), ("JobDeleted", gone)],
            others.RootElement.EnumerateArray().Select(line => (Text(line, "action")!, Guid.Parse(Text(line, "subject")!))).OrderBy(line => line.Item1 == "JobDeleted").ThenBy(line => line.Item2 == gone));
        Assert.All(others.RootElement.EnumerateArray(), line => Assert.Equal((GasServer.Admin, ""), (Text(line, "actor"), Text(line, "address"))));
        using var described = await JsonAsync(zip, $"jobs/{job}/job.json");
        Assert.Equal("mine.vcf", Text(described, "fileName"));
        Assert.Equal(SmallVcf.Bytes, await BytesAsync(zip, $"jobs/{job}/input/mine.vcf"));
        Assert.Contains(zip.Entries, entry => entry.FullName.StartsWith($"jobs/{job}/result/mine.annot.vcf", StringComparison.Ordinal));
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.Contains(foreign.ToString(), StringComparison.Ordinal));

        var all = new StringBuilder();
        foreach (var entry in zip.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.Ordinal)))
        {
            all.Append(Encoding.UTF8.GetString(await BytesAsync(zip, entry.FullName)));
        }

        Assert.DoesNotContain("not-mine.vcf", all.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret!, all.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("passwordHash", all.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("securityStamp", all.ToString(), StringComparison.OrdinalIgnoreCase);
        var (lines, _) = await server.Services.GetRequiredService<AuditList>().PageAsync(new AuditFilter((await server.IdOfAsync(Email)).Value, AuditAction.DataExported), before: null, 5, Cancellation);
        Assert.Equal("with files", Assert.Single(lines).Detail);
    }

    [Fact]
    public async Task Without_files_it_says_where_they_are()
    {
        using var owner = await server.VisitAsAsync("light@lab.example");
        var job = await UploadAsync("light@lab.example", "light.vcf");
        using var zip = await ExportAsync(owner, files: false);
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.StartsWith($"jobs/{job}/input", StringComparison.Ordinal));
        using var described = await JsonAsync(zip, $"jobs/{job}/job.json");
        Assert.Contains("input", described.RootElement.GetProperty("downloads").EnumerateArray().Select(one => one.GetString()));
    }

    private static async Task<ZipArchive> ExportAsync(Visitor owner, bool files)
    {
        var fields = new Dictionary<string, string> { ["__RequestVerificationToken"] = await owner.TokenAsync() };
        if (files)
        {
            fields["files"] = "true";
        }

        using var answer = await owner.SendAsync(HttpMethod.Post, "/account/export", new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Cancellation)));
    }

    private async Task<Guid> UploadAsync(string email, string name)
    {
        using var script = await server.CallAsAsync(email);
        using var answer = await script.SendAsync(HttpMethod.Post, $"/api/jobs?name={name}", SmallVcf.Body());
        var id = (await Visitor.JsonOfAsync(answer)).GetProperty("id").GetGuid();
        await Until.TrueAsync(async () => (await server.Store.FindAsync(new JobId(id), Cancellation))!.State == JobState.Completed, "the job is completed");
        return id;
    }

    private static async Task<byte[]> BytesAsync(ZipArchive zip, string name)
    {
        await using var content = await zip.GetEntry(name)!.OpenAsync(Cancellation);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, Cancellation);
        return bytes.ToArray();
    }

    private static async Task<JsonDocument> JsonAsync(ZipArchive zip, string name) => JsonDocument.Parse(await BytesAsync(zip, name));

    private static string? Text(JsonDocument json, string name) => Text(json.RootElement, name);

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
