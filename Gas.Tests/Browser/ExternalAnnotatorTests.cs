using System.Text;
using Gas.Tests.Annotation.External;
using Gas.Tests.Annotation.Vcf;
using Gas.Tests.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>An operator offers another tool, and a user chooses it.</summary>
[Collection(SiteCollection.Name)]
public sealed class ExternalAnnotatorTests(Site site) : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-tool-site-");

    [Fact]
    public async Task A_tool_is_chosen_on_the_submit_page_annotates_and_is_named_on_the_job_and_in_the_result()
    {
        site.NeedsBrowser();
        var cancellation = TestContext.Current.CancellationToken;
        var script = Path.Combine(_data.FullName, "tool.sh");
        await File.WriteAllTextAsync(script, ScriptTool.Good, cancellation);
        const string Tool = "--Annotators:Tools:awk-marker:";
        await using var server = await ServerProcess.StartAsync(
            Path.Combine(_data.FullName, "data"),
            cancellation,
            $"{Tool}Enabled=true", $"{Tool}Title=Marker", $"{Tool}Executable=sh", $"{Tool}Arguments:0={script}", $"{Tool}VersionArguments:0=-c", $"{Tool}VersionArguments:1=echo marker 2.1",
            $@"{Tool}VersionPattern=marker (\d\.\d)", $"{Tool}Field=X", $"{Tool}References:NC_045512.2:kind=virus");
        using var first = new ScriptedUser(server.Address);
        await first.SetUpAsync(server, cancellation);
        await using var user = await site.VisitAsync(server.Address);
        await user.RegisterUnseenAsync();
        var page = user.Page;
        await user.GoAsync("/submit");
        var choice = page.GetByRole(AriaRole.Combobox, new() { Name = "Annotator" });
        await choice.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Marker" }).ClickAsync();
        await Expect(page.GetByText("Marker 2.1")).ToBeVisibleAsync();
        await page.ChooseAsync("marked.vcf", SampleVcf.Small);
        await page.Link("Open the job").ClickAsync();
        await Expect(page.State()).ToHaveTextAsync("Completed", new() { Timeout = 30_000 });
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Facts" })).ToContainTextAsync("awk-marker");
        using var byScript = user.ByScript();
        await using var result = await byScript.DownloadAsync(Guid.Parse(page.Url[^36..]), "result", cancellation);
        var packed = new MemoryStream();
        await result.CopyToAsync(packed, cancellation);
        var text = Encoding.ASCII.GetString(VcfText.Unpack(packed.ToArray()));
        Assert.Contains("##gas_version=Marker 2.1", text, StringComparison.Ordinal);
        Assert.Contains("X=1", text, StringComparison.Ordinal);


        // The choice is remembered.
        await user.GoAsync("/submit");
        await Expect(page.GetByText("Marker 2.1")).ToBeVisibleAsync();
        user.SawNoTrouble();
    }

    public void Dispose() => _data.Delete(recursive: true);
}
