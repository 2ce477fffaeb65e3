namespace Gas.Blazor.Account;

/// <summary>Names of the roles. Everybody who is signed in is a user; an admin sees everything.</summary>
public static class Roles
{
    public const string Admin = "admin";
}
