using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Operation;

/// <summary>Lets admins change what this instance logs.</summary>
public sealed class LogLevelDesk(RunTimeLevels levels, AccountStanding standing, AuditTrail trail)
{
    private const string Framework = "Microsoft.AspNetCore";

    /// <summary>Null when it is done, or a sentence that says why not.</summary>
    /// <param name="level">Null for what the settings say.</param>
    public async Task<string?> ChangeAsync(ClaimsPrincipal admin, string category, LogLevel? level, CancellationToken cancellation)
    {
        if (admin.FindUserId() is not { } by || !await standing.IsAdminAsync(by, cancellation))
        {
            return AccountStanding.NotAdmin;
        }

        if (category.Length == 0 || !category.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_'))
        {
            return L["A category consists of letters, digits, '.' and '_', such as Gas.Pipeline.Workers."];
        }

        if (level < LogLevel.Warning && category.StartsWith(Framework, StringComparison.OrdinalIgnoreCase))
        {
            return L["{0} is logged from Warning on: below that it writes addresses with secrets in them, such as links that set a password.", Framework];
        }

        levels.Change(category, level);
        await trail.NoteAsync(admin, AuditAction.LogLevelChanged, "", $"{category}: {level?.ToString() ?? "as set"}");
        return null;
    }
}
