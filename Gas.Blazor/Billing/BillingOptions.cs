using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Billing;

/// <summary>Who changes plans; section <c>Billing</c>.</summary>
public sealed class BillingOptions : IValidatableObject
{
    public const string Section = "Billing";

    public BillingProvider Provider { get; set; }

    /// <summary>Without a payment provider: users switch their plan themselves (true), or admins do (false).</summary>
    public bool SelfService { get; set; } = true;

    public StripeOptions Stripe { get; set; } = new();

    /// <summary>Stripe can be asked: what was bought is followed and can be cancelled, even while nothing new can be bought.</summary>
    internal bool CanAsk => Provider == BillingProvider.Stripe && Stripe.SecretKey.Length > 0;

    /// <summary>Premium can be bought.</summary>
    internal bool CanSell => Provider == BillingProvider.Stripe && !Stripe.Missing.Any();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Stripe.Faults().Select(fault => new ValidationResult(fault));
}
