using System.Globalization;
using System.Threading.RateLimiting;
using Gas.Blazor.Endpoints;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account;

/// <summary>How often one address may try passwords and one user may upload or go to pay, in a minute; and how many live pages one user may have open.</summary>
public sealed class RateLimits : IConfigureOptions<RateLimiterOptions>, IDisposable
{
    /// <summary>Policy for pages that take a password; only sending their form counts.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Policy for uploads.</summary>
    public const string Upload = "upload";

    /// <summary>Policy for the connections of live pages, each of which counts as long as it lasts.</summary>
    public const string Circuit = "circuit";

    /// <summary>Policy for the ways to the payment provider and back, each of which asks it something.</summary>
    public const string Payment = "payment";

    private const int PaymentsPerMinute = 30;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly AccountOptions _accounts;
    private readonly UploadOptions _uploads;
    private readonly int _mostCircuits;
    private readonly PartitionedRateLimiter<HttpContext> _wrongPasswords;

    public RateLimits(IOptions<AccountOptions> accounts, IOptions<UploadOptions> uploads, IOptions<CircuitsOptions> circuits)
    {
        _mostCircuits = circuits.Value.MostPerUser;
        _accounts = accounts.Value;
        _uploads = uploads.Value;
        _wrongPasswords = PartitionedRateLimiter.Create<HttpContext, string>(context => PerMinute(AddressOf(context), _accounts.AttemptsPerMinute));
    }

    public void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = static (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.AddPolicy(SignIn, context => HttpMethods.IsPost(context.Request.Method)
            ? PerMinute(AddressOf(context), _accounts.AttemptsPerMinute)
            : RateLimitPartition.GetNoLimiter(""));
        options.AddPolicy(Upload, context => PerMinute(context.User.FindUserId()?.Value ?? AddressOf(context), _uploads.PerMinute));
        options.AddPolicy(Circuit, context => RateLimitPartition.GetConcurrencyLimiter(
            context.User.FindUserId()?.Value ?? AddressOf(context),
            _ => new ConcurrencyLimiterOptions { PermitLimit = _mostCircuits }));
        options.AddPolicy(Payment, context => PerMinute(context.User.FindUserId()?.Value ?? AddressOf(context), PaymentsPerMinute));
    }

    /// <summary>For scripts, which send a password with each call: only wrong ones count.</summary>
    internal bool AreWrongPasswordsSpent(HttpContext context)
    {
        using var lease = _wrongPasswords.AttemptAcquire(context, 0);
        return !lease.IsAcquired;
    }

    internal void NoteWrongPassword(HttpContext context) => _wrongPasswords.AttemptAcquire(context).Dispose();

    public void Dispose() => _wrongPasswords.Dispose();

    private static RateLimitPartition<string> PerMinute(string key, int times) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = times, Window = Window });

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
