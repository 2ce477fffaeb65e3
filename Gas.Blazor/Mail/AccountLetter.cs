namespace Gas.Blazor.Mail;

/// <summary>What is asked for by mail about an account. The link goes into the mail and nowhere else.</summary>
internal enum AccountLetter
{
    /// <summary>A link that shows that the address is its owner's.</summary>
    Confirm,

    /// <summary>A link to a new password.</summary>
    Reset,

    /// <summary>Somebody gave an address for an account that has one.</summary>
    Known,

    /// <summary>A link by which an account gets the address at which it arrives.</summary>
    Address,

    /// <summary>To the address that an account had.</summary>
    Moved,

    /// <summary>Too many wrong passwords or codes have locked the account for a while.</summary>
    Locked,
}
