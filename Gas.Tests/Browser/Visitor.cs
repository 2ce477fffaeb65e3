using System.Net;
using System.Text.RegularExpressions;
using Gas.Tests.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>Somebody at a browser with cookies of their own, and a note of everything that went wrong behind the pages.</summary>
internal sealed partial class Visitor : IAsyncDisposable
{
    private readonly List<string> _troubles = [];
    private readonly Uri _address;

    private Visitor(IBrowserContext context, IPage page, Uri address)
    {
        (Context, Page, _address) = (context, page, address);
        context.Console += (_, message) => Note(message.Type is "error" or "warning", $"{message.Page?.Url}: console {message.Type}: {message.Text}");
        context.WebError += (_, error) => Note(true, $"{error.Page?.Url}: {error.Error}");
        // What the visitor breaks off by going on is no failure.
        context.RequestFailed += (_, request) => Note(request.Failure != "net::ERR_ABORTED", $"{request.Method} {request.Url}: {request.Failure}");
        context.Response += (_, response) => Note(response.Status >= 400, $"{response.Request.Method} {response.Url}: {response.Status}");
        context.Request += (_, request) => Note(request.Url.StartsWith("http", StringComparison.Ordinal) && new Uri(request.Url).Authority != address.Authority, $"{request.Url} is somebody else's");
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public string Email { get; } = $"user-{Guid.NewGuid():n}@lab.example";

    /// <param name="bypassCsp">Whether the browser lets all scripts run, whatever pages forbid.</param>
    public static async Task<Visitor> OpenAsync(IBrowser browser, Uri address, bool bypassCsp = false)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            BypassCSP = bypassCsp,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = 1280, Height = 800 },
        });
        context.SetDefaultTimeout(30_000);
        return new Visitor(context, await context.NewPageAsync(), address);
    }

    /// <summary>Opens a page and waits until it can be used: until its circuit is up, where it has one.</summary>
    public async Task GoAsync(string path, IPage? tab = null)
    {
        tab ??= Page;
        await tab.GotoAsync(path);
        await IsLiveAsync(tab);
    }

    public async Task<IPage> OpenTabAsync(string path)
    {
        var tab = await Context.NewPageAsync();
        await GoAsync(path, tab);
        return tab;
    }

    public static Task IsLiveAsync(IPage tab) => Expect(tab.Locator("main:not([data-live=no])")).ToBeVisibleAsync();

    /// <summary>Makes an account, which signs in.</summary>
    public async Task RegisterAsync(string path = "/account/register")
    {
        await Page.GotoAsync(path);
        await FillInAccountAsync(Email, ScriptedUser.Password);
        await Expect(Page.Locator(".menu .name")).ToHaveTextAsync(Email);
        await IsLiveAsync(Page);
    }

    /// <summary>Makes an account by the form's requests alone, which is quicker, and leaves the page blank.</summary>
    public async Task RegisterUnseenAsync()
    {
        const string Path = "/account/register";
        var requests = Context.APIRequest;
        var form = requests.CreateFormData();
        foreach (Match hidden in HiddenField().Matches(await (await requests.GetAsync(Path)).TextAsync()))
        {
            form.Set(hidden.Groups["name"].Value, WebUtility.HtmlDecode(hidden.Groups["value"].Value));
        }

        form.Set("Input.Email", Email).Set("Input.Password", ScriptedUser.Password).Set("Input.ConfirmPassword", ScriptedUser.Password);
        var answer = await requests.PostAsync(Path, new() { Form = form, MaxRedirects = 0 });
        Assert.Equal((int)HttpStatusCode.Found, answer.Status);
    }

    public async Task FillInAccountAsync(string email, string password)
    {
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await Page.GetByLabel("Password again").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
    }

    public async Task SignInAsync(string email, string password)
    {
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    /// <summary>The same user without a browser.</summary>
    /// <param name="address">Where to, if not to where the browser goes.</param>
    public ScriptedUser ByScript(Uri? address = null)
    {
        var user = new ScriptedUser(address ?? _address);
        user.UseBasic(Email);
        return user;
    }

    /// <summary>Forgets what was noted about one address that was meant to fail.</summary>
    public void Expected(string part)
    {
        lock (_troubles)
        {
            _troubles.RemoveAll(trouble => trouble.Contains(part, StringComparison.Ordinal));
        }
    }

    public void SawNoTrouble()
    {
        lock (_troubles)
        {
            Assert.Empty(_troubles);
        }
    }

    public ValueTask DisposeAsync() => Context.DisposeAsync();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex HiddenField();

    private void Note(bool isTrouble, string trouble)
    {
        if (isTrouble)
        {
            lock (_troubles)
            {
                _troubles.Add(trouble);
            }
        }
    }
}
