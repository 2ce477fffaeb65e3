using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Account.Invitations;

/// <summary>A link that makes one account. The link itself is shown once, when it is made; only the SHA-256 of its token is kept.</summary>
public sealed class Invitation
{
    public required string Id { get; init; }

    /// <summary>SHA-256 of the token in lower-case hex. The token is 256 random bits: there is nothing to guess, so nothing to slow down.</summary>
    public required string Hash { get; init; }

    /// <summary>Who is invited; empty for whoever has the link.</summary>
    public required string Email { get; init; }

    /// <summary>What the new account is given, with no end.</summary>
    public required Plan Plan { get; init; }

    /// <summary>E-mail address of the admin.</summary>
    public required string MadeBy { get; init; }

    /// <summary>The admin's account, with which the invitation goes.</summary>
    public required string? MadeById { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Not good from then on.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Null as long as nobody has come with it.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>E-mail address of the account that it made, as it was then.</summary>
    public string UsedBy { get; set; } = "";

    /// <summary>That account, with which the invitation goes.</summary>
    public string? UsedById { get; set; }

    /// <summary>The page that takes the token of an invitation's link.</summary>
    public static string PathOf(string token) => $"/account/invitation?token={token}";
}
