using Gas.Blazor.Account.Address;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.Export;
using Gas.Blazor.Account.Invitations;
using Gas.Blazor.Account.Passkeys;
using Gas.Blazor.Account.People;
using Gas.Blazor.Account.Plans;
using Gas.Blazor.Account.SecondFactor;
using Gas.Blazor.Account.Sessions;
using Gas.Blazor.Account.SignIn;
using Gas.Blazor.Account.Tokens;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account;

/// <summary>Wires accounts, the ways to sign in (cookie; token and Basic under /api), and who may do what.</summary>
internal static class AccountExtensions
{
    private const string ChoosingScheme = "gas";

    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<AccountOptions>(AccountOptions.Section);
        services.AddDatabase(configuration);
        services.AddHttpContextAccessor();
        services.AddIdentityCore<GasUser>()
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<AccountsDbContext>()
            .AddUserStore<GasUserStore>()
            .AddUserManager<GasUserManager>()
            .AddClaimsPrincipalFactory<GasClaims>()
            .AddSignInManager<GasSignInManager>()
            .AddErrorDescriber<IdentityFaults>()
            .AddPasswordValidator<GuessablePasswords>()
            .AddDefaultTokenProviders();
        services.AddSingleton<AccountNews>();
        services.AddSingleton<ISecurityStampValidator, SessionCheck>();
        services.AddOptions<IdentityOptions>().Configure<IOptions<AccountOptions>>(Guard);
        services.Configure<SecurityStampValidatorOptions>(static options => options.ValidationInterval = AccountRound.Interval);
        services.Configure<IdentityPasskeyOptions>(static passkeys =>
        {
            // The device tells who it is and that it knows its owner: a passkey is asked for nothing beside it.
            passkeys.ResidentKeyRequirement = "required";
            passkeys.UserVerificationRequirement = "required";
        });
        services.Configure<DataProtectionTokenProviderOptions>(static links => links.TokenLifespan = AccountLinks.Life);
        services.AddSingleton<InvitationBook>();
        services.AddSingleton<SessionBook>();
        services.AddScoped<MyData>();
        services.AddScoped<SecondStep>();
        services.AddScoped<PasskeyBook>();
        services.AddSingleton<SetupLink>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped<PasswordReset>();
        services.AddScoped<NewAccounts>();
        services.AddSingleton<AddressSeal>();
        services.AddScoped<AddressChange>();
        services.AddScoped<JobAccess>();
        services.AddSingleton<AccountStanding>();
        services.AddSingleton<AccountDeletion>();
        services.AddSettings<AuditOptions>(AuditOptions.Section);
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditList>();
        services.AddHostedService<AccountSweep>();
        services.AddSingleton<TokenBook>();
        services.AddSingleton<AccountList>();
        services.AddSingleton<AccountAdmin>();
        services.AddSingleton<IOwners, AccountOwners>();
        services.AddSingleton<AccountPlans>();
        services.AddSingleton<PlanSwitch>();
        services.AddScoped<LiveUserState>();
        services.AddScoped<AuthenticationStateProvider>(provider => provider.GetRequiredService<LiveUserState>());
        services.AddSingleton<AccountRound>();
        services.AddHostedService(provider => provider.GetRequiredService<AccountRound>());
        services.AddScoped<CircuitHandler, CircuitWatch>();
        services.AddSettings<CircuitsOptions>(CircuitsOptions.Section);
        services.AddSettings<LimitsOptions>(LimitsOptions.Section);
        services.AddSingleton<RateLimits>();
        services.AddSingleton<CircuitLimit>();
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>>(provider => provider.GetRequiredService<RateLimits>());
        services.AddRateLimiter();
        services.AddSchemes(configuration);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    /// <summary>The accounts and, beside them, the keys that sign cookies: whoever shares the one shares the other.</summary>
    private static void AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        var protection = services.AddDataProtection().SetApplicationName("gas");
        var certificates = KeyCertificates.Read(configuration[$"{AccountOptions.Section}:{nameof(AccountOptions.KeysCertificate)}"], configuration[$"{AccountOptions.Section}:{nameof(AccountOptions.KeysPassword)}"]);
        if (certificates.Length > 0)
        {
            protection.ProtectKeysWithCertificate(certificates[0]).UnprotectKeysWithAnyCertificate(certificates);
        }

        if (configuration[$"{AccountOptions.Section}:{nameof(AccountOptions.Database)}"] == AccountOptions.Postgres)
        {
            services.AddDbContext<AccountsDbContext, PostgresAccounts>((provider, options) => options
                .UseNpgsql(provider.GetRequiredService<IOptions<AccountOptions>>().Value.ConnectionString)
                // Whoever asked is told by an exception. A new database is asked for its migrations before it has a table of them.
                .ConfigureWarnings(warnings => warnings.Log((RelationalEventId.CommandError, LogLevel.Debug))));
            protection.PersistKeysToDbContext<PostgresAccounts>();
        }
        else
        {
            services.AddDbContext<AccountsDbContext>(options => options.UseSqlite(AccountsDatabase.ConnectionStringOf(configuration)));
            services.AddOptions<KeyManagementOptions>().Configure<ILoggerFactory>((keys, loggers) =>
                keys.XmlRepository = new FileSystemXmlRepository(AccountsDatabase.KeysOf(configuration), loggers));
        }
    }

    private static void AddSchemes(this IServiceCollection services, IConfiguration configuration)
    {
        var authentication = services.AddAuthentication(ChoosingScheme);
        authentication.AddPolicyScheme(ChoosingScheme, null, options => options.ForwardDefaultSelector = context =>
            !context.Request.Path.StartsWithSegments("/api") ? IdentityConstants.ApplicationScheme
                : TokenHandler.IsAskedBy(context.Request) ? TokenHandler.SchemeName
                : BasicHandler.IsAskedBy(context.Request) ? BasicHandler.SchemeName
                : IdentityConstants.ApplicationScheme);
        authentication.AddScheme<AuthenticationSchemeOptions, BasicHandler>(BasicHandler.SchemeName, null);
        authentication.AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.SchemeName, null);
        authentication.AddIdentityCookies();
        authentication.AddOtherSignIns(configuration);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<AccountOptions>>(BakeCookie);
        foreach (var (scheme, name) in new[] { (IdentityConstants.TwoFactorUserIdScheme, "gas-step"), (IdentityConstants.TwoFactorRememberMeScheme, "gas-known") })
        {
            services.AddOptions<CookieAuthenticationOptions>(scheme).Configure<IOptions<AccountOptions>>((cookie, accounts) =>
            {
                cookie.Cookie.Name = NameOf(name, accounts.Value);
                // Not Strict: whoever comes back from a provider comes from another site, and the step follows at once.
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = SecurityOf(accounts.Value);
            });
        }
    }

    private static void Guard(IdentityOptions identity, IOptions<AccountOptions> accounts)
    {
        identity.User.RequireUniqueEmail = true;
        identity.SignIn.RequireConfirmedEmail = accounts.Value.ConfirmEmail;
        identity.Password = new PasswordOptions
        {
            // Length is what counts (NIST SP 800-63B), and that nobody guesses it: no rules on kinds of characters.
            RequiredLength = accounts.Value.PasswordLength,
            RequiredUniqueChars = 4,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
        identity.Lockout.AllowedForNewUsers = true;
        identity.Lockout.MaxFailedAccessAttempts = accounts.Value.LockoutAttempts;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(accounts.Value.LockoutMinutes);
    }

    private static void BakeCookie(CookieAuthenticationOptions cookie, IOptions<AccountOptions> accounts)
    {
        cookie.Cookie.Name = NameOf("gas", accounts.Value);
        cookie.Cookie.HttpOnly = true;
        // Not Strict: a link to a job in a mail would open signed out.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = SecurityOf(accounts.Value);
        cookie.ExpireTimeSpan = SessionBook.Life;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/account/login";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnRedirectToLogin = RedirectPages(StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    /// <summary>The prefix makes browsers refuse the cookie unless it is Secure, for this host alone and for all its paths.</summary>
    public static string NameOf(string cookie, AccountOptions accounts) => accounts.HttpsOnly ? $"__Host-{cookie}" : cookie;

    public static CookieSecurePolicy SecurityOf(AccountOptions accounts) => accounts.HttpsOnly ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    private static Func<RedirectContext<CookieAuthenticationOptions>, Task> RedirectPages(int codeForScripts) => context =>
    {
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            context.Response.StatusCode = codeForScripts;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    };
}
