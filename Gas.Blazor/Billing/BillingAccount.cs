using System.Linq.Expressions;
using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Billing;

/// <summary>What is known here of an account's payments.</summary>
/// <param name="Version">Grows with each thing that is learnt.</param>
internal sealed record BillingAccount(UserId Id, string? Email, Plan Plan, long PlanVersion, string? Customer, string? Subscription, string? Checkout, BillingStatus Status, long Version)
{
    public static readonly Expression<Func<GasUser, BillingAccount>> Shape = user =>
        new BillingAccount(new UserId(user.Id), user.Email, user.Plan, user.PlanVersion, user.BillingCustomer, user.BillingSubscription, user.BillingCheckout, user.BillingStatus, user.BillingVersion);

    /// <summary>Nobody is charged for it: <see cref="Pays"/>, the other way round and for the database.</summary>
    public static readonly Expression<Func<GasUser, bool>> PaysNot = user => user.BillingStatus != BillingStatus.Active && user.BillingStatus != BillingStatus.PastDue;

    /// <summary>
    /// Whoever pays has premium. Whoever ceases to pay loses it once; what an admin grants afterwards stays, as it does where nothing was ever paid.
    /// Null where the plan stays as it is.
    /// </summary>
    public Plan? PlanAfter(BillingFacts facts, DateTimeOffset now) =>
        Pays(facts.Status) && !(facts.EndsAt <= now) ? Plan.Premium
        : Pays(Status) ? Plan.Free
        : null;

    private static bool Pays(BillingStatus status) => status is BillingStatus.Active or BillingStatus.PastDue;
}
