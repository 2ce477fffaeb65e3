using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Plans;
using Gas.Blazor.Billing;
using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Endpoints;

/// <summary><c>/api/plan</c>: which plan is mine; <c>PUT /api/plan/premium</c> and <c>/api/plan/free</c>: another one, where users switch it themselves.</summary>
internal static class PlanActions
{
    public static async Task<IResult> GetAsync(ClaimsPrincipal user, IOwners owners, PlanCatalog plans, CancellationToken cancellation) =>
        user.FindUserId() is { } id ? TypedResults.Ok(AnswerOf((await owners.PlanAsync(id, cancellation)).Plan, plans)) : TypedResults.Unauthorized();

    public static async Task<IResult> ChangeAsync(string plan, ClaimsPrincipal user, PlanSwitch change, IOptions<BillingOptions> billing, PlanCatalog plans, CancellationToken cancellation)
    {
        if (billing.Value is not { Provider: BillingProvider.None, SelfService: true })
        {
            return Problem.Of(StatusCodes.Status403Forbidden, "Not by this way", "Here plans are not switched by their users. The plan page says how to get another: /account/plan.");
        }

        if (!Enum.TryParse<Plan>(plan, ignoreCase: true, out var wished) || !Enum.IsDefined(wished))
        {
            return Problem.Of(StatusCodes.Status400BadRequest, "Unknown plan", $"The plans are {string.Join(" and ", Enum.GetNames<Plan>())}.");
        }

        return user.FindUserId() is { } id && await change.ChangeAsync(id, wished, endsAt: null, cancellation)
            ? TypedResults.Ok(AnswerOf(wished, plans))
            : TypedResults.Unauthorized();
    }

    private static PlanAnswer AnswerOf(Plan plan, PlanCatalog plans)
    {
        var (limits, terms) = (plans.Of(plan), plans.TermsOf(new OwnerPlan(plan, 0)));
        return new PlanAnswer(plan, limits.MaxInputBytes > 0 ? limits.MaxInputBytes : null, limits.JobsAtOnce > 0 ? limits.JobsAtOnce : null, terms.ArchiveAfter, terms.KeepFor);
    }
}

/// <summary>A plan and what it gives; null means without limit, or never.</summary>
public sealed record PlanAnswer(Plan Plan, long? MaxInputBytes, int? JobsAtOnce, TimeSpan? ArchiveAfter, TimeSpan? KeepFor);
