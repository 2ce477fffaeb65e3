using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account;

/// <summary>Who may have an account and how it is guarded; section <c>Accounts</c>.</summary>
public sealed class AccountOptions
{
    public const string Section = "Accounts";
    public const string Open = "Open";
    public const string Closed = "Closed";

    /// <summary><c>Open</c>: everybody who reaches the service may register. <c>Closed</c>: only the first account, by the link that the first start prints.</summary>
    [AllowedValues(Open, Closed, ErrorMessage = "Accounts:Registration must be 'Open' or 'Closed'.")]
    public string Registration { get; set; } = Open;

    [Range(10, 128, ErrorMessage = "Accounts:PasswordLength must be a whole number from 10 to 128.")]
    public int PasswordLength { get; set; } = 10;

    /// <summary>Wrong passwords in a row after which an account is locked.</summary>
    [Range(1, 100, ErrorMessage = "Accounts:LockoutAttempts must be a whole number from 1 to 100.")]
    public int LockoutAttempts { get; set; } = 5;

    [Range(1, 1440, ErrorMessage = "Accounts:LockoutMinutes must be a whole number from 1 to 1440.")]
    public int LockoutMinutes { get; set; } = 15;

    /// <summary>Attempts to sign in or to register that one address may make in a minute.</summary>
    [Range(1, 10_000, ErrorMessage = "Accounts:AttemptsPerMinute must be a whole number from 1 to 10000.")]
    public int AttemptsPerMinute { get; set; } = 20;

    /// <summary>True where the service is reached by https only: cookies get the <c>__Host-</c> prefix and are never sent over http.</summary>
    public bool HttpsOnly { get; set; }

    public bool IsOpen => Registration == Open;
}
