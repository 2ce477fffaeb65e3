using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Billing;

/// <summary>Who changes plans; section <c>Billing</c>.</summary>
public sealed class BillingOptions : IValidatableObject
{
    public const string Section = "Billing";

    public BillingProvider Provider { get; set; }

    /// <summary>Without a payment provider: users switch their plan themselves (true), or admins do (false).</summary>
    public bool SelfService { get; set; } = true;

    /// <summary>Nobody answers a payment provider in this version, so it is refused rather than half there.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Provider == BillingProvider.None
        ? []
        : [new($"{Section}:{nameof(Provider)} is '{Provider}', which this version does not have yet. Set it to '{BillingProvider.None}'.")];
}

/// <summary>What a plan follows.</summary>
public enum BillingProvider
{
    /// <summary>Nobody pays: plans are switched by users or admins.</summary>
    None,

    /// <summary>The plan follows a Stripe subscription.</summary>
    Stripe,
}
