namespace Gas.Blazor.Account.SignIn;

/// <summary>The links that mails carry. A new password spends a link, because its token holds the account's stamp.</summary>
internal static class AccountLinks
{
    public const string LifeInWords = "two hours";

    public static readonly TimeSpan Life = TimeSpan.FromHours(2);

    public static string ToConfirm(string user, string token) => To("confirm", user, token);

    public static string ToReset(string user, string token) => To("reset", user, token);

    public static string ToAddress(string change) => $"/account/email/confirm?change={Uri.EscapeDataString(change)}";

    private static string To(string page, string user, string token) => $"/account/{page}?user={Uri.EscapeDataString(user)}&token={Uri.EscapeDataString(token)}";
}
