namespace Gas.Blazor.Billing;

/// <summary>Where an account stands with the payment provider.</summary>
public enum BillingStatus
{
    /// <summary>Nothing is being paid for.</summary>
    None,

    /// <summary>Paid, or about to be; the provider has not confirmed it yet.</summary>
    Confirming,

    /// <summary>Paid, or on trial.</summary>
    Active,

    /// <summary>The last payment failed and is tried again. Premium goes on meanwhile.</summary>
    PastDue,

    /// <summary>Paused, or given up as unpaid; it can be taken up again.</summary>
    Suspended,
}
