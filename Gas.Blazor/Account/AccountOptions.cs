using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Gas.Blazor.Account;

/// <summary>Who may have an account and how it is guarded; section <c>Accounts</c>.</summary>
public sealed class AccountOptions : IValidatableObject
{
    public const string Section = "Accounts";
    public const string Open = "Open";
    public const string Invitation = "Invitation";
    public const string Closed = "Closed";
    public const string None = "None";
    public const string Admins = "Admins";
    public const string All = "All";
    public const string Sqlite = "Sqlite";
    public const string Postgres = "Postgres";

    /// <summary><c>Sqlite</c>: a file in the data folder, for one instance. <c>Postgres</c>: a server that several instances share.</summary>
    [AllowedValues(Sqlite, Postgres, ErrorMessage = "Accounts:Database must be 'Sqlite' or 'Postgres'.")]
    public string Database { get; set; } = Sqlite;

    /// <summary>Of the PostgreSQL database. Holds a password: it is neither logged nor told in a refusal.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Files with certificates that seal the keys of cookies and secret fields, separated by commas; the first seals, all open. Empty: the keys lie as they are.</summary>
    public string KeysCertificate { get; set; } = "";

    /// <summary>Opens these files.</summary>
    public string KeysPassword { get; set; } = "";

    /// <summary><c>Open</c>: everybody who reaches the service may register. <c>Invitation</c>: whoever has an admin's link. <c>Closed</c>: only the first account, by the link that the first start prints.</summary>
    [AllowedValues(Open, Invitation, Closed, ErrorMessage = "Accounts:Registration must be 'Open', 'Invitation' or 'Closed'.")]
    public string Registration { get; set; } = Open;

    /// <summary>False: passwords open nothing, and nobody registers with one. Only where <c>SignIn:Providers</c> names another way in.</summary>
    public bool Local { get; set; } = true;

    /// <summary>True: whoever registers with a password first shows by a mail that the address is theirs. Only where mails reach people.</summary>
    public bool ConfirmEmail { get; set; }

    /// <summary>Whose accounts must have a second factor, as far as a password opens them: until it is set up they lead to its page only.</summary>
    [AllowedValues(None, Admins, All, ErrorMessage = "Accounts:RequireSecondFactor must be 'None', 'Admins' or 'All'.")]
    public string RequireSecondFactor { get; set; } = None;

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

    /// <summary>Days after which a session is over however it is used: whoever goes on signs in again.</summary>
    [Range(1, 365, ErrorMessage = "Accounts:SessionDays must be a whole number from 1 to 365.")]
    public int SessionDays { get; set; } = 30;

    /// <summary>True where the service is reached by https only: cookies get the <c>__Host-</c> prefix and are never sent over http.</summary>
    public bool HttpsOnly { get; set; }

    /// <summary>With <see cref="HttpsOnly"/>: browsers take the hosts below this one by https only, too.</summary>
    public bool HttpsSubdomains { get; set; }

    public bool IsOpen => Registration == Open;

    /// <summary>Whether people may register with a password.</summary>
    public bool TakesNewPasswords => IsOpen && Local;

    /// <summary>Whether an admin's link makes an account.</summary>
    public bool TakesInvitations => Registration != Closed && Local;

    public bool IsShared => Database == Postgres;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsShared && !NamesServer())
        {
            yield return new("Accounts:ConnectionString must name a PostgreSQL database, such as 'Host=db.lab.org;Database=gas;Username=gas;Password=…', because Accounts:Database is 'Postgres'.");
        }

        if (!IsShared && ConnectionString.Length > 0)
        {
            yield return new("Accounts:ConnectionString is set, but Accounts:Database is not 'Postgres': set both, or neither.");
        }
    }

    private bool NamesServer()
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(ConnectionString).Host is { Length: > 0 };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }
}
