using System.Text.Json.Serialization;
using Gas.Blazor.Account;
using Gas.Blazor.Billing;
using Gas.Blazor.Components;
using Gas.Blazor.Endpoints;
using Gas.Blazor.Hosting;
using Gas.Blazor.Languages;
using Gas.Blazor.Mail;
using Gas.Blazor.Operation;
using Gas.Blazor.Results;
using Gas.Blazor.Storage;
using Gas.Blazor.Telemetry;
using Gas.Pipeline.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using MudBlazor;
using MudBlazor.Services;

namespace Gas.Blazor;

/// <summary>Puts the screen and the door together.</summary>
internal static class GasBlazorExtensions
{
    private const long SmallBody = 1024 * 1024;

    public static void AddGasBlazor(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAccounts(builder.Configuration);
        services.AddUploads();
        services.AddStorage();
        services.AddMail();
        services.AddBilling();
        services.AddResults();
        services.AddTelemetry(builder.Configuration);
        builder.AddOperation();
        services.AddLanguages();
        services.AddPages();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Problem.Explain);
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<AccountOptions>>(static (antiforgery, accounts) =>
        {
            antiforgery.HeaderName = "RequestVerificationToken";
            antiforgery.Cookie.Name = AccountExtensions.NameOf("gas-forms", accounts.Value);
            antiforgery.Cookie.SecurePolicy = AccountExtensions.SecurityOf(accounts.Value);
        });
        services.AddSettings<ProxyOptions>(ProxyOptions.Section);
        services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptionsValidator>();
        services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, TrustedProxies>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Forms and questions are small; uploads lift this for themselves and count on their own.
            kestrel.Limits.MaxRequestBodySize = SmallBody;
        });
        // A body that hardly comes would hold its connection and its buffers for ever.
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<UploadOptions>>(static (kestrel, uploads) =>
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(uploads.Value.BytesPerSecond, UploadOptions.Grace));
    }

    public static void UseGasBlazor(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Entries.Any())
        {
            app.UseForwardedHeaders();
        }

        app.UseMiddleware<SecurityHeaders>();
        app.UseLanguages();
        app.UseErrorPages();
        app.UseMetrics();
        app.UseMiddleware<OwnOrigin>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseSecondFactorDuty();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous().DisableRateLimiting();
        app.MapGasEndpoints();
        var pages = app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            // The header above says it for all answers.
            options.ContentSecurityFrameAncestorsPolicy = null;
            // It would take a third of a page's memory and half of the processor time of each change, to save a few hundred bytes.
            options.DisableWebSocketCompression = true;
        });
        pages.Add(PublicPages.Open);
    }

    private static void AddPages(this IServiceCollection services)
    {
        services.AddMudServices(parts =>
        {
            parts.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomEnd;
            parts.SnackbarConfiguration.VisibleStateDuration = 10_000;
            parts.SnackbarConfiguration.MaxDisplayedSnackbars = 4;
            parts.SnackbarConfiguration.MaximumOpacity = 100;
            // Forgetting closed popovers can wait: the timer for it ticks on each open page, also where there are none, and by default twice a second.
            parts.PopoverOptions.QueueDelay = TimeSpan.FromSeconds(30);
        });
        services.AddCascadingAuthenticationState();
        services.AddScoped<PageLength>();
        services.AddRazorComponents()
            .AddInteractiveServerComponents(circuits =>
            {
                circuits.DetailedErrors = false;
                circuits.DisconnectedCircuitMaxRetained = 200;
                circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
                circuits.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(30);
                circuits.MaxBufferedUnacknowledgedRenderBatches = 10;
            })
            .AddHubOptions(hub =>
            {
                hub.MaximumReceiveMessageSize = 64 * 1024;
                hub.AddFilter<CircuitLimit>();
            })
            .RegisterPersistentService<PageLength>(RenderMode.InteractiveServer);
    }
}
