using Gas.Blazor.Billing;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;

namespace Gas.Blazor.Account;

/// <summary>An account. Its e-mail address is its user name.</summary>
public sealed class GasUser : IdentityUser
{
    public const int LongestName = 100;
    public const int LongestInstitution = 200;

    /// <summary>How the person wants to be called; empty when they did not say.</summary>
    public string DisplayName { get; set; } = "";

    public string Institution { get; set; } = "";

    /// <summary>Read at each decision, never from the session: it may change elsewhere.</summary>
    public Plan Plan { get; set; }

    /// <summary>Grows by one with each change of <see cref="Plan"/>.</summary>
    public long PlanVersion { get; set; }

    /// <summary>The version of which all jobs of this account know. A lower one than <see cref="PlanVersion"/> is work for the pipeline.</summary>
    public long PlanApplied { get; set; }

    /// <summary>When a premium plan ends; null when no end is known.</summary>
    public DateTimeOffset? PlanEndsAt { get; set; }

    /// <summary>What the person wants to be told by mail.</summary>
    public JobNotice MailNotices { get; set; } = JobNotice.Completed | JobNotice.Failed | JobNotice.ArchivedSoon | JobNotice.Restored;

    /// <summary>The payment provider's name for this person, kept before they are first sent to pay; null until then.</summary>
    public string? BillingCustomer { get; set; }

    /// <summary>The subscription that the plan follows; null for none.</summary>
    public string? BillingSubscription { get; set; }

    /// <summary>The checkout that was begun and whose end is not known yet.</summary>
    public string? BillingCheckout { get; set; }

    /// <summary>As last learnt from the payment provider.</summary>
    public BillingStatus BillingStatus { get; set; }

    /// <summary>Grows by one with each thing learnt from the payment provider, so that an answer that was overtaken is not saved.</summary>
    public long BillingVersion { get; set; }

    /// <summary>When the payment provider is to be asked again; null for not before something is heard.</summary>
    public DateTimeOffset? BillingDueAt { get; set; }

    /// <summary>Bytes of results that the account may hold before it takes no more uploads; null for no limit. Set by admins.</summary>
    public long? Quota { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Cannot sign in, and is signed out everywhere within a minute.</summary>
    public bool Disabled { get; set; }

    /// <summary>Since when the account is being deleted: it is disabled, all its jobs go, and the row goes last. Null for an account that stays.</summary>
    public DateTimeOffset? DeletionRequestedAt { get; set; }
}
