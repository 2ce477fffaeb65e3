using Gas.Tests.Server;
using Microsoft.Playwright;

namespace Gas.Tests.Browser;

/// <summary>One browser, and one server in a process of its own whose first admin is made. Each test opens a browser context of its own.</summary>
public sealed class Site : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-browser-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private ServerProcess? _server;

    internal Uri Address => _server!.Address;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is not { } path)
        {
            return;
        }

        var cancellation = TestContext.Current.CancellationToken;
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright, path);
        _server = await ServerProcess.StartAsync(_data.FullName, cancellation, "--Accounts:AttemptsPerMinute=1000");
        using var admin = new ScriptedUser(_server.Address);
        await admin.SetUpAsync(_server, cancellation);
        Assertions.SetDefaultExpectTimeout(20_000);
    }

    /// <summary>Somebody new at this site, or at another server.</summary>
    internal async Task<Visitor> VisitAsync(Uri? address = null, bool bypassCsp = false)
    {
        Assert.SkipWhen(_browser is null, Chromium.Missing);
        return await Visitor.OpenAsync(_browser!, address ?? Address, bypassCsp);
    }

    /// <summary>A new user who has registered, and so is signed in.</summary>
    internal async Task<Visitor> VisitAsUserAsync(bool bypassCsp = false)
    {
        var visitor = await VisitAsync(bypassCsp: bypassCsp);
        await visitor.RegisterUnseenAsync();
        return visitor;
    }

    /// <summary>The first admin, signed in at this site, or at another server whose first admin is made.</summary>
    internal async Task<Visitor> VisitAsAdminAsync(Uri? address = null, bool bypassCsp = false)
    {
        var visitor = await VisitAsync(address, bypassCsp);
        await visitor.Page.GotoAsync("/account/login");
        await visitor.SignInAsync(ScriptedUser.Email, ScriptedUser.Password);
        await Assertions.Expect(visitor.Page.Locator(".menu .name")).ToHaveTextAsync(ScriptedUser.Email);
        await Visitor.IsLiveAsync(visitor.Page);
        return visitor;
    }

    /// <summary>Skips a test that starts a server of its own before it does so.</summary>
    internal void NeedsBrowser() => Assert.SkipWhen(_browser is null, Chromium.Missing);

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _data.Delete(recursive: true);
    }
}
