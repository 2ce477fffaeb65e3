namespace Gas.Blazor.Mail;

/// <summary>What is asked for by mail about an account. The link goes into the mail and nowhere else.</summary>
internal enum AccountLetter
{
    /// <summary>A link that shows that the address is its owner's.</summary>
    Confirm,

    /// <summary>A link to a new password.</summary>
    Reset,

    /// <summary>Somebody tried to make an account with an address that has one.</summary>
    Known,
}
