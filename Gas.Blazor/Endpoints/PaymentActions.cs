using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Billing;
using Gas.Blazor.Components;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Mvc;

namespace Gas.Blazor.Endpoints;

/// <summary>The ways to the payment provider's pages, forms with an anti-forgery token, and the way back.</summary>
internal static partial class PaymentActions
{
    /// <summary>What the plan page is told in its query when the payment pages could not be reached.</summary>
    public const string Unreachable = "unreachable";

    private const string PlanPage = "/account/plan";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{PlanPage}/checkout", CheckoutAsync).RequireRateLimiting(RateLimits.Payment);
        routes.MapPost($"{PlanPage}/portal", PortalAsync).RequireRateLimiting(RateLimits.Payment);
        routes.MapGet($"{PlanPage}/return", ReturnAsync).RequireRateLimiting(RateLimits.Payment);
        StripeWebhook.Map(routes);
    }

    /// <summary>The form, which is empty, is asked for so that the anti-forgery middleware guards it.</summary>
    private static Task<IResult> CheckoutAsync(ClaimsPrincipal user, Checkout checkout, ILogger<Checkout> logger, [FromForm] string? _, CancellationToken cancellation) =>
        LeaveAsync(user, checkout.BeginAsync, logger, cancellation);

    /// <inheritdoc cref="CheckoutAsync"/>
    private static Task<IResult> PortalAsync(ClaimsPrincipal user, Checkout checkout, ILogger<Checkout> logger, [FromForm] string? _, CancellationToken cancellation) =>
        LeaveAsync(user, checkout.OpenPortalAsync, logger, cancellation);

    private static async Task<IResult> LeaveAsync(ClaimsPrincipal user, Func<UserId, CancellationToken, Task<string?>> find, ILogger logger, CancellationToken cancellation)
    {
        try
        {
            return user.FindUserId() is { } id && await find(id, cancellation) is { } address
                ? LeavePage.For("To the payment page", address)
                : TypedResults.LocalRedirect(PlanPage);
        }
        catch (Exception exception) when (StripeApi.IsOutage(exception, cancellation))
        {
            LogUnreachable(logger, StripeApi.Describe(exception));
            return TypedResults.LocalRedirect($"{PlanPage}?payment={Unreachable}");
        }
    }

    /// <summary>
    /// Back from the payment pages: looks at once, for the event may come later or never. A GET, since it is a link there; it changes nothing that
    /// the sweeper would not.
    /// </summary>
    private static async Task<IResult> ReturnAsync(ClaimsPrincipal user, Subscriptions subscriptions, TimeProvider time, CancellationToken cancellation)
    {
        if (user.FindUserId() is { } id && !await IsKnownAsync(id, subscriptions, time, cancellation))
        {
            await subscriptions.AwaitConfirmationAsync(id, cancellation);
        }

        return TypedResults.LocalRedirect(PlanPage);
    }

    /// <summary>False when there was no answer in the time that people wait for a page.</summary>
    private static async Task<bool> IsKnownAsync(UserId id, Subscriptions subscriptions, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await subscriptions.TryRefreshAsync(id, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The payment pages could not be reached: {Fault}.")]
    private static partial void LogUnreachable(ILogger logger, string fault);
}
