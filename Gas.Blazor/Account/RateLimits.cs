using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Gas.Blazor.Endpoints;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account;

/// <summary>How often one user, or one address of visitors, may ask for something in a minute, and how much of what is heavy they may have under way.</summary>
public sealed class RateLimits : IConfigureOptions<RateLimiterOptions>, IDisposable
{
    /// <summary>Policy for pages that take a password; only sending their form counts.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Policy for the connections of live pages, each of which counts as long as it lasts; what comes over them is not counted.</summary>
    public const string Circuit = "circuit";

    /// <summary>Policy for the ways to the payment provider and back, each of which asks it something.</summary>
    public const string Payment = "payment";

    /// <summary>Policy for files that are made while they are sent.</summary>
    public const string Export = "export";

    private const int PaymentsPerMinute = 30;

    /// <summary>Nobody's key: where requests come by a file instead of a network, the address is empty.</summary>
    private const string Free = "free";

    /// <summary>The part of an address of IPv6 that belongs to one house or one machine, which has all below it to choose from.</summary>
    private const int HouseBytes = 8;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly AccountOptions _accounts;
    private readonly LimitsOptions _limits;
    private readonly int _mostCircuits;
    private readonly PartitionedRateLimiter<HttpContext> _wrongPasswords;
    private readonly PartitionedRateLimiter<HttpContext> _circuits;
    private readonly PartitionedRateLimiter<string> _uploadsAtOnce;
    private readonly PartitionedRateLimiter<string> _uploads;

    public RateLimits(IOptions<AccountOptions> accounts, IOptions<UploadOptions> uploads, IOptions<CircuitsOptions> circuits, IOptions<LimitsOptions> limits)
    {
        (_accounts, _limits, _mostCircuits) = (accounts.Value, limits.Value, circuits.Value.MostPerUser);
        var (atOnce, perMinute) = (uploads.Value.AtOnce, uploads.Value.PerMinute);
        _wrongPasswords = PartitionedRateLimiter.Create<HttpContext, string>(context => PerMinute(AddressOf(context), _accounts.AttemptsPerMinute));
        _circuits = PartitionedRateLimiter.Create<HttpContext, string>(context => AtOnce(KeyOf(context), _mostCircuits));
        _uploadsAtOnce = PartitionedRateLimiter.Create<string, string>(user => AtOnce(user, atOnce));
        _uploads = PartitionedRateLimiter.Create<string, string>(user => PerMinute(user, perMinute));
    }

    /// <summary>When to come back, in seconds, where nobody knows better.</summary>
    internal static string Pause => Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    public void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = Explain;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => IsCounted(context)
            ? PerMinute(context.GetEndpoint()?.Metadata.GetMetadata<CountedApart>()?.Kind + KeyOf(context), _limits.RequestsPerMinute)
            : RateLimitPartition.GetNoLimiter(Free));
        options.AddPolicy(SignIn, context => HttpMethods.IsPost(context.Request.Method)
            ? PerMinute(AddressOf(context), _accounts.AttemptsPerMinute)
            : RateLimitPartition.GetNoLimiter(Free));
        options.AddPolicy(Circuit, context => AtOnce(KeyOf(context), _mostCircuits));
        options.AddPolicy(Payment, context => PerMinute(KeyOf(context), PaymentsPerMinute));
        options.AddPolicy(Export, context => AtOnce(KeyOf(context), _limits.ExportsAtOnce));
    }

    /// <summary>For scripts, which send a password with each call: only wrong ones count.</summary>
    internal bool AreWrongPasswordsSpent(HttpContext context)
    {
        using var lease = _wrongPasswords.AttemptAcquire(context, 0);
        return !lease.IsAcquired;
    }

    internal void NoteWrongPassword(HttpContext context) => _wrongPasswords.AttemptAcquire(context).Dispose();

    /// <summary>To be held as long as the live page is.</summary>
    internal RateLimitLease BeginCircuit(HttpContext connection) => _circuits.AttemptAcquire(connection);

    /// <summary>To be held as long as the file is being taken, whichever way it comes.</summary>
    /// <returns>Why it may not begin, or null.</returns>
    internal RateLimitLease BeginUpload(UserId user, out string? refusal)
    {
        refusal = null;
        var place = _uploadsAtOnce.AttemptAcquire(user.Value);
        if (!place.IsAcquired)
        {
            refusal = "As many of your files are being taken as one user may send at once. Send this one when one of them has been taken.";
            return place;
        }

        using var turn = _uploads.AttemptAcquire(user.Value);
        if (!turn.IsAcquired)
        {
            refusal = "You have sent as many files in a minute as one user may. Wait a minute, then send this one again.";
        }

        return place;
    }

    public void Dispose()
    {
        _wrongPasswords.Dispose();
        _circuits.Dispose();
        _uploadsAtOnce.Dispose();
        _uploads.Dispose();
    }

    /// <summary>Who stands for an address: an IPv4 address by whichever protocol it came, or the house of an IPv6 address.</summary>
    internal static string KeyOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, HouseBytes)),
        _ => address.ToString(),
    };

    /// <summary>Not what comes over a live page, which is bounded by their number, and not the page that says that something was refused.</summary>
    private static bool IsCounted(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName != Circuit
        && context.Features.Get<IStatusCodeReExecuteFeature>() is null
        && context.Features.Get<IExceptionHandlerFeature>() is null;

    /// <summary>A minute ends by the clock; when something that is under way has ended nobody knows.</summary>
    private static ValueTask Explain(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var ofTime = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        var seconds = ofTime ? Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : Pause;
        rejected.HttpContext.Response.Headers.RetryAfter = seconds;
        rejected.HttpContext.Features.Set(new Refusal(ofTime
            ? $"Too many requests. Try again in {seconds} seconds."
            : "You have as many of these under way as one user may. Try again when one of them has ended."));
        return ValueTask.CompletedTask;
    }

    private static RateLimitPartition<string> PerMinute(string key, int times) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = times, Window = Window });

    private static RateLimitPartition<string> AtOnce(string key, int most) =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = most });

    private static string KeyOf(HttpContext context) => context.User.FindUserId()?.Value ?? AddressOf(context);

    private static string AddressOf(HttpContext context) => KeyOf(context.Connection.RemoteIpAddress);
}
