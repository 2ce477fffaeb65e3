using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>What a visitor reads off a page.</summary>
internal static class Reading
{
    private const string Mark = "() => { window.stillTheSame = true; }";

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Link(this IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public static ILocator Heading(this IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    /// <summary>The job's state at the head of its page.</summary>
    public static ILocator State(this IPage page) => page.Locator(".page-head .chip").First;

    /// <summary>A row of the list of jobs.</summary>
    public static ILocator Row(this IPage page, string file) => page.Locator("tr.job").Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = file, Exact = true }) });

    /// <summary>A file of the upload box.</summary>
    public static ILocator Upload(this IPage page, string file) => page.GetByRole(AriaRole.List, new() { Name = "Uploads" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = file });

    public static Task MarkAsync(this IPage page) => page.EvaluateAsync(Mark);

    /// <summary>No navigation and no reload has happened since the page was marked.</summary>
    public static async Task IsStillMarkedAsync(this IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("() => window.stillTheSame === true"), "The page was loaded anew.");

    public static async Task ChooseAsync(this IPage page, string name, byte[] content) =>
        await (await page.FileFieldAsync()).SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/plain", Buffer = content });

    public static async Task ChooseAsync(this IPage page, string path) =>
        await (await page.FileFieldAsync()).SetInputFilesAsync(path);

    public static async Task<byte[]> DownloadAsync(this IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
    }

    public static async Task AnswerAsync(this IPage page, string question, string answer)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync(question);
        await dialog.GetByRole(AriaRole.Button, new() { Name = answer, Exact = true }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>Shares a job with all that a link can give; the link's path.</summary>
    public static async Task<string> ShareAsync(this IPage page, Guid job, string name)
    {
        await page.GotoAsync($"/jobs/{job}/share");
        await page.GetByLabel("For whom").FillAsync(name);
        await page.GetByLabel("They may also").CheckAsync();
        await page.Button("Make the link").ClickAsync();
        return new Uri(await page.GetByLabel("The new link").InputValueAsync()).AbsolutePath;
    }

    /// <summary>Files are set whether or not the field takes any yet; a person could not choose before.</summary>
    private static async Task<ILocator> FileFieldAsync(this IPage page)
    {
        var field = page.GetByLabel("Choose files");
        await Expect(field).ToBeEnabledAsync();
        return field;
    }
}
