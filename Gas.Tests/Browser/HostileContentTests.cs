using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gas.Tests.Mail;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>
/// Script in whatever people name or upload is text on every page that shows it. Looked at without the policy that forbids such scripts (Content-Security-Policy), so
/// that what would run does run.
/// </summary>
[Collection(SiteCollection.Name)]
public sealed class HostileContentTests(Site site)
{
    private const string Script = "<img src=x onerror=alert(1)>";

    /// <summary>A field with a semicolon or a blank is another one: no blanks here.</summary>
    private const string Field = "<svg/onload=alert(1)>";

    private static readonly byte[] Vcf = Encoding.ASCII.GetBytes(
        "##fileformat=VCFv4.3\n##contig=<ID=NC_045512.2>\n"
        + $"##INFO=<ID=NOTE,Number=1,Type=String,Description=\"{Script}\">\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"{Script}\">\n"
        + $"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{Field}\n"
        + $"NC_045512.2\t23403\t{Field}\tA\tG\t100\tPASS\tNOTE={Field}\tGT\t1/1\n"
        + $"NC_045512.2\t{Field}\t.\tA\tG\t100\tPASS\t.\tGT\t1/1\n");

    /// <summary>Pages without anything that people have named, or with no more of it than the others have.</summary>
    private static readonly string[] Nameless =
    [
        "/account/code", "/account/confirm", "/account/deleted", "/account/email", "/account/email/confirm", "/account/forgot", "/account/identities", "/account/invitation", "/account/link", "/account/login",
        "/account/password", "/account/plan", "/account/register", "/account/reset", "/account/setup", "/admin", "/admin/queues", "/admin/references", "/admin/services", "/admin/settings", "/admin/storage",
        "/error/404", "/not-found", "/submit",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Script_in_names_and_fields_is_shown_and_not_run()
    {
        await using var user = await site.VisitAsUserAsync(bypassCsp: true);
        var page = user.Page;
        var ran = Count(page);
        await page.SetContentAsync(Script);
        await page.WaitForFunctionAsync("() => document.images[0].complete");
        Assert.Equal(1, ran());

        await NameAsync(page);
        using var script = user.ByScript();
        var job = await script.UploadAsync(new MemoryStream(Vcf), $"{Script}.vcf", Cancellation);
        var failed = await script.UploadAsync(new MemoryStream(Vcf), $"strict{Script}.vcf", Cancellation, strict: true);
        await script.WaitForAsync(job, "Completed", Cancellation);
        await script.WaitForAsync(failed, "Failed", Cancellation);
        using var labelled = await script.Http.PutAsJsonAsync(new Uri($"/api/jobs/{job}/labels", UriKind.Relative), new { note = Script, tags = new[] { Field } }, Cancellation);
        labelled.EnsureSuccessStatusCode();
        using var again = await script.Http.PostAsync(new Uri($"/api/jobs/{job}/again", UriKind.Relative), null, Cancellation);
        var twin = (await again.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetGuid();
        await script.WaitForAsync(twin, "Completed", Cancellation);
        var shared = await page.ShareAsync(job, Script);
        var query = Uri.EscapeDataString(Script);
        string[] mine =
        [
            "/", "/jobs", $"/jobs?q={query}", $"/jobs/{job}", $"/jobs/{failed}", $"/jobs/{job}/summary", $"/jobs/{job}/variants", $"/jobs/{job}/variants?gene={query}", $"/jobs/{job}/again", $"/jobs/{job}/compare",
            $"/jobs/{job}/compare?with={twin}", $"/jobs/{job}/genome?locus=NC_045512.2:23403", $"/jobs/{job}/share", shared, $"{shared}/variants", "/account", "/account/tokens", "/account/shares", "/account/security",
        ];
        string[] admins = [$"/admin/users?q={user.Email}", $"/admin/users?q={query}", "/admin/audit", $"/admin/audit?who={query}", $"/admin/jobs?owner={user.Email}", $"/admin/jobs?q={query}", $"/jobs/{job}", "/admin/invitations"];
        Assert.Equal([], PageTemplates.Without([.. mine, .. admins, .. Nameless]));

        foreach (var path in mine)
        {
            await HoldsAsync(user, path);
        }

        // The report is a file, which whoever was sent it opens without any policy.
        await page.GotoAsync("/account/deleted");
        await page.SetContentAsync(await script.Http.GetStringAsync(new Uri($"/api/jobs/{job}/report", UriKind.Relative), Cancellation));
        await Expect(page.GetByText(Script).First).ToBeVisibleAsync();
        await HasNoneAsync(page);
        Assert.Equal(1, ran());

        await using var admin = await site.VisitAsAdminAsync(bypassCsp: true);
        var ranForAdmin = Count(admin.Page);
        foreach (var path in admins)
        {
            await HoldsAsync(admin, path);
        }

        Assert.Equal(0, ranForAdmin());
    }

    private static Func<int> Count(IPage page)
    {
        var ran = 0;
        page.Dialog += async (_, dialog) =>
        {
            ran++;
            await dialog.DismissAsync();
        };
        return () => ran;
    }

    private static async Task NameAsync(IPage page)
    {
        await page.GotoAsync("/account");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(Script);
        await page.GetByLabel("Institution").FillAsync(Script);
        await page.Button("Save").ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await page.GotoAsync("/account/tokens");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(Script);
        await page.Button("Make the token").ClickAsync();
        await Expect(page.GetByText(Script).First).ToBeVisibleAsync();
    }

    private static async Task HoldsAsync(Visitor visitor, string path)
    {
        await visitor.GoAsync(path);
        await Expect(visitor.Page.Locator("h1")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".mud-skeleton")).ToHaveCountAsync(0);
        if (path.Contains("/genome", StringComparison.Ordinal))
        {
            await OpenVariantAsync(visitor.Page);
        }

        await HasNoneAsync(visitor.Page);
    }

    /// <summary>Clicks the variant in the middle of the genome browser until the box with its fields opens.</summary>
    private static async Task OpenVariantAsync(IPage page)
    {
        await Expect(page.Locator("genome-view[data-ready=yes]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var track = page.Locator("genome-view .igv-viewport[data-track-type=variant]");
        var middle = new Position { X = (await track.BoundingBoxAsync())!.Width / 2, Y = 15 };
        await Until.TrueAsync(
            async () =>
            {
                // Nothing opens while the file is still being read, nor at once: it could be the first half of a double click.
                await track.ClickAsync(new() { Position = middle });
                try
                {
                    await page.Locator("genome-view").GetByText(Field).First.WaitForAsync(new() { Timeout = 2000 });
                    return true;
                }
                catch (TimeoutException)
                {
                    return false;
                }
            },
            "the variant's fields are shown");
    }

    private static Task HasNoneAsync(IPage page) => Expect(page.Locator("[onerror], [onload], img[src=x]")).ToHaveCountAsync(0);
}
