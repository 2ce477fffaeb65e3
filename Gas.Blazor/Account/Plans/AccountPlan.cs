using Gas.Blazor.Billing;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Account.Plans;

/// <summary>What an account has signed up for.</summary>
/// <param name="Version">Grows with each change of plan.</param>
/// <param name="EndsAt">When premium ends; null when no end is known.</param>
/// <param name="Billing">Where the account stands with the payment provider.</param>
public sealed record AccountPlan(Plan Plan, long Version, DateTimeOffset? EndsAt, BillingStatus Billing);
