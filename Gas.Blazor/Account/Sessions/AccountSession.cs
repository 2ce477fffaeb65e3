namespace Gas.Blazor.Account.Sessions;

/// <summary>A browser in which somebody is signed in. Its cookie carries the id; without this row the cookie opens nothing.</summary>
public sealed class AccountSession
{
    public const int LongestBrowser = 60;

    /// <summary>Longest IPv6 address, with its zone.</summary>
    public const int LongestAddress = 64;

    public required string Id { get; init; }

    public required string UserId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>To about a minute.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>Which program on which system, as far as it says so itself.</summary>
    public required string Browser { get; init; }

    /// <summary>The network address that it was begun from.</summary>
    public required string Address { get; init; }
}
