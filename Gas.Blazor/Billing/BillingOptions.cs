namespace Gas.Blazor.Billing;

/// <summary>Who changes plans; section <c>Billing</c>.</summary>
public sealed class BillingOptions
{
    public const string Section = "Billing";

    public BillingProvider Provider { get; set; }

    /// <summary>Without a payment provider: users switch their plan themselves (true), or admins do (false).</summary>
    public bool SelfService { get; set; } = true;
}

/// <summary>What a plan follows.</summary>
public enum BillingProvider
{
    /// <summary>Nobody pays: plans are switched by users or admins.</summary>
    None,

    /// <summary>The plan follows a Stripe subscription.</summary>
    Stripe,
}
