using System.Text;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>Script in whatever people name or upload is text on every page that shows it.</summary>
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

    [Fact]
    public async Task Script_in_names_and_fields_is_shown_and_not_run()
    {
        await using var user = await site.VisitAsUserAsync();
        var page = user.Page;
        var ran = 0;
        page.Dialog += async (_, dialog) =>
        {
            ran++;
            await dialog.DismissAsync();
        };
        await page.GotoAsync("/account");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(Script);
        await page.GetByLabel("Institution").FillAsync(Script);
        await page.Button("Save").ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await page.GotoAsync("/account/tokens");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(Script);
        await page.Button("Make the token").ClickAsync();
        await Expect(page.GetByText(Script).First).ToBeVisibleAsync();

        using var script = user.ByScript();
        var job = await script.UploadAsync(new MemoryStream(Vcf), $"{Script}.vcf", TestContext.Current.CancellationToken);
        var failed = await script.UploadAsync(new MemoryStream(Vcf), $"strict{Script}.vcf", TestContext.Current.CancellationToken, strict: true);
        await script.WaitForAsync(job, "Completed", TestContext.Current.CancellationToken);
        await script.WaitForAsync(failed, "Failed", TestContext.Current.CancellationToken);
        foreach (var path in new[] { "/", "/jobs", $"/jobs?q={Uri.EscapeDataString(Script)}", $"/jobs/{job}", $"/jobs/{failed}", "/account", "/account/tokens", "/account/security" })
        {
            await HoldsAsync(user, path);
        }

        Assert.Equal(0, ran);

        await using var admin = await site.VisitAsAdminAsync();
        admin.Page.Dialog += async (_, dialog) =>
        {
            ran++;
            await dialog.DismissAsync();
        };
        foreach (var path in new[] { $"/admin/users?q={user.Email}", $"/admin/users?q={Uri.EscapeDataString(Script)}", "/admin/audit", $"/admin/audit?who={Uri.EscapeDataString(Script)}", $"/jobs/{job}", "/admin/invitations" })
        {
            await HoldsAsync(admin, path);
        }

        Assert.Equal(0, ran);
    }

    private static async Task HoldsAsync(Visitor visitor, string path)
    {
        await visitor.GoAsync(path);
        await Expect(visitor.Page.Locator("h1")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".mud-skeleton")).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator("[onerror], [onload], img[src=x]")).ToHaveCountAsync(0);
    }
}
