using Gas.Blazor.Account.People;
using Gas.Blazor.Components.Jobs;
using MudBlazor;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Operation;

/// <summary>How an account stands, in a word, an icon and a colour.</summary>
public static class AccountStateLook
{
    public static JobStateLook Of(AccountLine account, DateTimeOffset now) => account switch
    {
        { DeletionRequestedAt: not null, Jobs.Jobs: 0 } => new(Text("Being deleted"), Icons.Material.Outlined.DeleteOutline, "state-quiet"),
        { DeletionRequestedAt: not null } => new("", Icons.Material.Outlined.DeleteOutline, "state-quiet") { Word = L["Being deleted, {0} left", JobsOf(account)] },
        { IsDisabled: true } => new(Text("Disabled"), Icons.Material.Outlined.Block, "state-bad"),
        _ when account.LockedUntil > now => new(Text("Locked"), Icons.Material.Outlined.Lock, "state-warming"),
        _ => new(Text("Active"), Icons.Material.Outlined.CheckCircle, "state-good"),
    };

    /// <summary>For example <c>1 job</c>, <c>1,200 jobs</c>.</summary>
    public static string JobsOf(AccountLine account) => JobCount.Of(account.Jobs.Jobs);
}
