namespace Gas.Blazor.Billing;

/// <summary>What a plan follows.</summary>
public enum BillingProvider
{
    /// <summary>Nobody pays: plans are switched by users or admins.</summary>
    None,

    /// <summary>The plan follows a Stripe subscription.</summary>
    Stripe,
}
