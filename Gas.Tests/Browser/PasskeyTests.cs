using System.Text.Json;
using Gas.Tests.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>Passkeys on an authenticator that the browser plays (WebAuthn's virtual authenticators over the DevTools protocol).</summary>
[Collection(SiteCollection.Name)]
public sealed class PasskeyTests(Site site) : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-passkeys-");
    private ServerProcess? _server;

    /// <summary>Passkeys belong to a name, not to an address of four numbers.</summary>
    private Uri Address => new UriBuilder(_server!.Address) { Host = "localhost" }.Uri;

    public async ValueTask InitializeAsync()
    {
        site.NeedsBrowser();
        _server = await ServerProcess.StartAsync(_data.FullName, TestContext.Current.CancellationToken, "--Accounts:AttemptsPerMinute=1000");
    }

    [Fact]
    public async Task A_passkey_is_added_opens_the_account_and_is_removed()
    {
        await using var user = await site.VisitAsync(Address);
        var page = user.Page;
        var devices = await user.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        var device = await AddDeviceAsync(devices);
        await user.RegisterAsync();
        await page.GotoAsync("/account/security");
        await page.GetByLabel("Name of a new passkey").FillAsync("my key");
        await page.Button("Add a passkey").ClickAsync();
        await Expect(page.Locator("main").GetByRole(AriaRole.Status)).ToHaveTextAsync("The passkey 'my key' opens your account from now on.");
        await page.IsAccessibleAsync("the security page with a passkey");

        await user.Context.ClearCookiesAsync();
        await page.GotoAsync("/account/login?returnUrl=/account");
        await page.Button("Sign in with a passkey").ClickAsync();
        await Expect(page.Locator(".menu .name")).ToHaveTextAsync(user.Email);

        // A device that knows nobody: the page says so and stays.
        await devices.SendAsync("WebAuthn.removeVirtualAuthenticator", new() { ["authenticatorId"] = device });
        await AddDeviceAsync(devices);
        await user.Context.ClearCookiesAsync();
        await page.GotoAsync("/account/login");
        await page.Button("Sign in with a passkey").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "No passkey was used" })).ToBeVisibleAsync();

        await user.SignInAsync(user.Email, ScriptedUser.Password);
        await Expect(page.Locator(".menu .name")).ToHaveTextAsync(user.Email);
        await page.GotoAsync("/account/security");
        await page.Button("Remove my key").ClickAsync();
        await Expect(page.Locator("main").GetByRole(AriaRole.Status)).ToHaveTextAsync("The passkey 'my key' does not open your account any more.");
        user.SawNoTrouble();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _data.Delete(recursive: true);
    }

    private static async Task<string> AddDeviceAsync(ICDPSession devices)
    {
        var options = new Dictionary<string, object>
        {
            ["protocol"] = "ctap2",
            ["transport"] = "internal",
            ["hasResidentKey"] = true,
            ["hasUserVerification"] = true,
            ["isUserVerified"] = true,
            ["automaticPresenceSimulation"] = true,
        };
        JsonElement? added = await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new() { ["options"] = options });
        return added!.Value.GetProperty("authenticatorId").GetString()!;
    }
}
