using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gas.Tests.Peers;

/// <summary>
/// An OpenID provider on loopback with a key of its own, which asks nobody anything: who comes is whom the test says, and what it says of them can be made
/// wrong in every way. The real one is openid.cjs.
/// </summary>
internal sealed class OpenIdStandIn : IAsyncDisposable
{
    public const string ClientId = "gas";
    public const string ClientSecret = "secret-of-the-stand-in";

    private readonly ConcurrentDictionary<string, (string Nonce, bool IsAnew)> _visits = new();
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "stand-in" };
    private readonly X509Certificate2? _certificate;
    private readonly WebApplication _app;
    private string _issuer = "";

    private OpenIdStandIn(string path, bool tls)
    {
        _certificate = tls ? MakeCertificate() : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (_certificate is not null)
            {
                listen.UseHttps(_certificate);
            }
        }));
        _app = builder.Build();
        _app.Use(BreakOffAsync);
        _app.MapGet($"{path}/.well-known/openid-configuration", Discovery);
        _app.MapGet($"{path}/keys", () => Results.Json(new { keys = new[] { PublicKey(_key) } }));
        _app.MapGet($"{path}/authorize", Authorize);
        _app.MapPost($"{path}/token", TokenAsync);
        _app.MapGet($"{path}/userinfo", () => Results.Json(UserInfo ?? new JsonObject { ["sub"] = Person["sub"]?.DeepClone() }));
        _app.MapGet($"{path}/end", (string? post_logout_redirect_uri) => Results.Redirect(post_logout_redirect_uri ?? "/"));
    }

    public string Authority { get; private set; } = "";

    /// <summary>What is said of whoever comes next.</summary>
    public JsonObject Person { get; set; } = [];

    /// <summary>Said at the second address; null for no more than who it is.</summary>
    public JsonObject? UserInfo { get; set; }

    /// <summary>When somebody signed in there, by whether they were to sign in anew; null in turn where it does not say. Without it they just have.</summary>
    public Func<bool, DateTimeOffset?>? SignedInAt { get; set; }

    /// <summary>By which it tells when somebody signed in.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Whether the last to come were to sign in anew.</summary>
    public bool WasAnew { get; private set; }

    /// <summary>Changes what the token says before it is signed.</summary>
    public Action<JsonObject> Lie { get; set; } = static _ => { };

    /// <summary>Makes the token of what it says; null for a good one.</summary>
    public Func<string, string>? Sign { get; set; }

    /// <summary>An error with which people are sent back at once; null for none.</summary>
    public string? Refusal { get; set; }

    /// <summary>The end of a path at which the connection is broken off; null for none.</summary>
    public string? Broken { get; set; }

    /// <summary>What it knows the client by.</summary>
    public string Secret { get; set; } = ClientSecret;

    /// <summary>The nonce of the last sign-in that was begun.</summary>
    public string LastNonce { get; private set; } = "";

    /// <param name="issuer">The path of who it says to be, if it is another: Entra's for all tenants has <c>{tenantid}</c> in it.</param>
    public static async Task<OpenIdStandIn> StartAsync(string path = "", bool tls = false, string? issuer = null)
    {
        var provider = new OpenIdStandIn(path, tls);
        await provider._app.StartAsync();
        provider.Authority = $"{provider._app.Urls.Single()}{path}";
        provider._issuer = $"{provider._app.Urls.Single()}{issuer ?? path}";
        return provider;
    }

    /// <summary>Settings of a service that trusts this provider.</summary>
    public Dictionary<string, string> Settings(string name) => new()
    {
        [$"SignIn:Providers:{name}:Authority"] = Authority,
        [$"SignIn:Providers:{name}:ClientId"] = ClientId,
        [$"SignIn:Providers:{name}:ClientSecret"] = ClientSecret,
    };

    /// <summary>Undoes what the last test did.</summary>
    public void Mend() => (Person, UserInfo, SignedInAt, Lie, Sign, Refusal, Broken, Secret) = ([], null, null, static _ => { }, null, null, null, ClientSecret);

    /// <summary>The token with the signature of somebody else's key of the same name.</summary>
    public static string SignByAnother(string payload) => Sealed(payload, new RsaSecurityKey(RSA.Create(2048)) { KeyId = "stand-in" });

    public static string LeaveUnsigned(string payload) => new JsonWebTokenHandler().CreateToken(payload);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Rsa.Dispose();
        _certificate?.Dispose();
    }

    private IResult Discovery() => Results.Json(new JsonObject
    {
        ["issuer"] = _issuer,
        ["authorization_endpoint"] = $"{Authority}/authorize",
        ["token_endpoint"] = $"{Authority}/token",
        ["userinfo_endpoint"] = $"{Authority}/userinfo",
        ["jwks_uri"] = $"{Authority}/keys",
        ["end_session_endpoint"] = $"{Authority}/end",
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post"),
        ["response_types_supported"] = new JsonArray("code"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
    });

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        var code = Guid.NewGuid().ToString("n");
        LastNonce = query["nonce"].ToString();
        WasAnew = query["prompt"] == "login" && query["max_age"] == "0";
        _visits[code] = (LastNonce, WasAnew);
        var answer = Refusal is { } refusal ? $"error={refusal}" : $"code={code}";
        return Results.Redirect($"{query["redirect_uri"]}?{answer}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["client_secret"] != Secret)
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        }

        if (!_visits.TryRemove(form["code"].ToString(), out var visit))
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        var now = TimeProvider.System.GetUtcNow();
        var claims = new JsonObject
        {
            ["iss"] = Authority,
            ["aud"] = ClientId,
            ["nonce"] = visit.Nonce,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
        };
        if ((SignedInAt is { } say ? say(visit.IsAnew) : Clock.GetUtcNow()) is { } at)
        {
            claims["auth_time"] = at.ToUnixTimeSeconds();
        }

        foreach (var (name, value) in Person)
        {
            claims[name] = value?.DeepClone();
        }

        Lie(claims);
        var payload = claims.ToJsonString();
        return Results.Json(new { token_type = "Bearer", access_token = "of-the-stand-in", expires_in = 300, id_token = Sign?.Invoke(payload) ?? Sealed(payload, _key) });
    }

    private Task BreakOffAsync(HttpContext context, RequestDelegate next)
    {
        if (Broken is { } end && context.Request.Path.Value!.EndsWith(end, StringComparison.Ordinal))
        {
            context.Abort();
            return Task.CompletedTask;
        }

        return next(context);
    }

    private static string Sealed(string payload, RsaSecurityKey key) => new JsonWebTokenHandler().CreateToken(payload, new SigningCredentials(key, SecurityAlgorithms.RsaSha256));

    private static JsonElement PublicKey(RsaSecurityKey key)
    {
        var numbers = key.Rsa.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.SerializeToElement(new { kty = "RSA", use = "sig", alg = "RS256", kid = key.KeyId, n = Base64UrlEncoder.Encode(numbers.Modulus), e = Base64UrlEncoder.Encode(numbers.Exponent) });
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
