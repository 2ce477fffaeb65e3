using Gas.Blazor.Account;
using Gas.Blazor.Mail;
using Gas.Blazor.Operation;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Hosting;

/// <summary>Everything that may refuse the start, done before the host starts, which would answer with a stack trace.</summary>
internal static partial class Opening
{
    // Ships in a package that every page needs: where this is missing, all styles and scripts are.
    private const string Witness = "_content/MudBlazor/MudBlazor.min.css";

    public static async Task OpenAsync(this WebApplication app)
    {
        app.Services.GetService<IStartupValidator>()?.Validate();
        if (!app.Environment.WebRootFileProvider.GetFileInfo(Witness).Exists)
        {
            throw new StartException($"The static files are missing: pages would have no styles and no scripts. Start the server from its published folder ('{AppContext.BaseDirectory}'), or publish it again.");
        }

        // Asking for the store opens the data folder, or says why that cannot be.
        _ = app.Services.GetRequiredService<IJobStore>();
        await Readiness.CheckAsync(app.Services, CancellationToken.None);
        _ = app.Services.GetRequiredService<IMailCarrier>();
        var hasAdmin = await AccountsDatabase.OpenAsync(app.Services, CancellationToken.None);
        if (app.Services.GetRequiredService<IOptions<AccountOptions>>().Value is { IsShared: true, KeysCertificate: "" })
        {
            LogKeysInClear(app.Logger);
        }

        await app.Services.GetRequiredService<ServiceHelm>().ReadAsync(CancellationToken.None);
        app.Lifetime.ApplicationStarted.Register(() => Announce(app, hasAdmin));
    }

    [LoggerMessage(1, LogLevel.Warning, "The keys that sign cookies and seal secrets lie unsealed in the database that they protect; set Accounts:KeysCertificate.")]
    private static partial void LogKeysInClear(ILogger logger);

    /// <summary>Prints where the server is found and, while there is no admin, the link that makes the first one. Never logged: logs travel.</summary>
    private static void Announce(WebApplication app, bool hasAdmin)
    {
        var address = ListenAddress.Of(app.Services.GetRequiredService<IServer>());
        Console.WriteLine($"GAS listens on {address}");
        Console.WriteLine(app.Services.GetRequiredService<IMailCarrier>().Route);
        Console.WriteLine(AccountsDatabase.PlaceOf(app.Services));
        if (!hasAdmin)
        {
            Console.WriteLine("There is no admin yet. Make the first one with this link; it works once, and for a day:");
            Console.WriteLine($"  {address}/account/setup?token={app.Services.GetRequiredService<SetupLink>().Issue()}");
        }
    }
}
