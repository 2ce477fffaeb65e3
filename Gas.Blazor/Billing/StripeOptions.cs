namespace Gas.Blazor.Billing;

/// <summary>How Stripe is reached; section <c>Billing:Stripe</c>. What is missing does not stop the start (the plan page tells it); what is wrong does.</summary>
public sealed class StripeOptions
{
    private const string Section = $"{BillingOptions.Section}:Stripe";

    /// <summary>A secret or restricted key. Never logged, never shown.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>Signs what Stripe sends to <c>/billing/stripe/webhook</c>. Never logged, never shown.</summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>The recurring price of premium.</summary>
    public string PriceId { get; set; } = "";

    /// <summary>Where the API is, for a stand-in on this machine; empty for Stripe's own.</summary>
    public string ApiBase { get; set; } = "";

    /// <summary>How often a subscription is read again, in case that an event was lost.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromHours(6);

    /// <summary>The names of the settings without which nothing can be sold.</summary>
    internal IEnumerable<string> Missing => Named().Where(setting => setting.Value.Length == 0).Select(setting => $"{Section}:{setting.Name}");

    /// <summary>What stands where it cannot be right. The sentences name settings and never repeat a key.</summary>
    internal IEnumerable<string> Faults()
    {
        foreach (var (name, value, beginnings) in Named().Where(setting => setting.Value.Length > 0))
        {
            if (!beginnings.Any(beginning => value.StartsWith(beginning, StringComparison.Ordinal)) || value.Any(char.IsWhiteSpace))
            {
                yield return $"{Section}:{name} must begin with '{string.Join("' or '", beginnings)}' and have no spaces; look it up in Stripe's dashboard.";
            }
        }

        if (ApiBase.Length > 0 && !(Uri.TryCreate(ApiBase, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))))
        {
            yield return $"{Section}:ApiBase is '{ApiBase}', but must be an https address; plain http is for this machine only.";
        }

        if (CheckInterval < TimeSpan.FromSeconds(1) || CheckInterval > TimeSpan.FromDays(7))
        {
            yield return $"{Section}:CheckInterval must be a time from 00:00:01 to 7.00:00:00.";
        }
    }

    private IEnumerable<(string Name, string Value, string[] Beginnings)> Named()
    {
        yield return (nameof(SecretKey), SecretKey, ["sk_", "rk_"]);
        yield return (nameof(WebhookSecret), WebhookSecret, ["whsec_"]);
        yield return (nameof(PriceId), PriceId, ["price_"]);
    }
}
