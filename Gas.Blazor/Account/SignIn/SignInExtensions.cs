using Gas.Pipeline.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gas.Blazor.Account.SignIn;

/// <summary>Wires the providers with which people sign in: Entra through Microsoft.Identity.Web, all others as plain OpenID providers.</summary>
internal static class SignInExtensions
{
    /// <summary>How long a provider may take for an answer: a person waits for the page.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void AddOtherSignIns(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        var services = authentication.Services;
        services.AddSettings<ProvidersOptions>(ProvidersOptions.Section);
        services.AddSingleton<IValidateOptions<AccountOptions>, LocalAccountsValidator>();
        services.AddSingleton<SignInProviders>();
        services.AddSingleton<ClaimedRights>();
        services.AddScoped<OtherSignIn>();
        services.AddScoped<LinkedIdentities>();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ExternalScheme).Configure<IOptions<AccountOptions>>(static (cookie, accounts) =>
        {
            cookie.Cookie.Name = AccountExtensions.NameOf("gas-other", accounts.Value);
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = AccountExtensions.SecurityOf(accounts.Value);
        });

        var known = new ProvidersOptions();
        configuration.GetSection(ProvidersOptions.Section).Bind(known);
        foreach (var provider in known.Providers.Select(one => new SignInProvider(one.Key, one.Value)).Where(one => !one.Faults().Any()))
        {
            // Those with faults stop the start. Were one of them added, each request would fail before the sentences are told.
            authentication.Add(provider);
        }
    }

    private static void Add(this AuthenticationBuilder authentication, SignInProvider provider)
    {
        if (provider.IsEntra)
        {
            authentication.AddMicrosoftIdentityWebApp(
                entra =>
                {
                    entra.Instance = new Uri(provider.Authority).GetLeftPart(UriPartial.Authority);
                    entra.TenantId = provider.Tenant;
                    entra.ClientId = provider.ClientId;
                    entra.ClientSecret = provider.ClientSecret;
                },
                configureCookieAuthenticationOptions: null,
                provider.Scheme,
                cookieScheme: null,
                displayName: provider.Title);
        }
        else
        {
            authentication.AddOpenIdConnect(provider.Scheme, provider.Title, options =>
            {
                options.Authority = provider.Authority;
                options.BackchannelHttpHandler = new BasicSecret(options);
            });
        }

        authentication.Services.AddOptions<OpenIdConnectOptions>(provider.Scheme).Configure<IOptions<AccountOptions>>((options, accounts) => Set(options, provider, accounts.Value));
    }

    private static void Set(OpenIdConnectOptions options, SignInProvider provider, AccountOptions accounts)
    {
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.SignInScheme = IdentityConstants.ExternalScheme;
        options.SignOutScheme = IdentityConstants.ApplicationScheme;
        options.CallbackPath = provider.CallbackPath;
        options.SignedOutCallbackPath = provider.SignedOutPath;
        options.RemoteSignOutPath = PathString.Empty;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // Not a posted form, which comes without cookies unless they are sent along from everywhere.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.RequireHttpsMetadata = new Uri(provider.Authority).Scheme == Uri.UriSchemeHttps;
        options.BackchannelTimeout = Patience;
        // Entra's second address is another service (Microsoft Graph), which knows no more.
        options.GetClaimsFromUserInfoEndpoint = !provider.IsEntra;
        options.SaveTokens = provider.SignOutThere;
        options.DisableTelemetry = true;
        // Claims keep the names that the provider gave them; Microsoft.Identity.Web would change them.
        options.TokenHandler = new JsonWebTokenHandler { MapInboundClaims = false };
        options.Scope.Clear();
        foreach (var scope in provider.Scopes)
        {
            options.Scope.Add(scope);
        }

        // Who says it is half of who it is.
        options.ClaimActions.Remove(OtherPerson.Issuer);
        options.ClaimActions.Remove(OtherPerson.AuthTime);
        options.ClaimActions.MapJsonKey(OtherPerson.EmailVerified, OtherPerson.EmailVerified);
        if (provider.RolesClaim.Length > 0)
        {
            options.ClaimActions.MapJsonKey(provider.RolesClaim, provider.RolesClaim);
        }

        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = AccountExtensions.SecurityOf(accounts);
            cookie.Path = "/";
        }

        options.CorrelationCookie.Name = AccountExtensions.NameOf("gas-other-state.", accounts);
        options.NonceCookie.Name = AccountExtensions.NameOf("gas-other-nonce.", accounts);
        var validated = options.Events.OnTokenValidated;
        options.Events.OnTokenValidated = async context =>
        {
            await validated(context);
            RefuseUnsigned(context);
        };
        options.Events.OnRemoteFailure = SignInFailure.TellAsync;
        options.Events.OnAccessDenied = SignInFailure.TellCancelledAsync;
    }

    /// <summary>The framework takes a token without a signature when it comes by the back channel, as the specification allows; no provider sends one.</summary>
    private static void RefuseUnsigned(TokenValidatedContext context)
    {
        if (context.SecurityToken.RawSignature is not { Length: > 0 })
        {
            context.Fail("The token is not signed.");
        }
    }
}
