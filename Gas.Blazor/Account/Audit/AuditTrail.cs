using System.Security.Claims;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Account.Audit;

/// <summary>
/// Writes the audit trail. What cannot be written is logged as an error and stops nobody's work. Who changes the accounts' own database takes a <c>Line</c> and adds it to the
/// same transaction, so that neither is there without the other.
/// </summary>
public sealed partial class AuditTrail(IServiceScopeFactory scopes, IHttpContextAccessor context, TimeProvider time, ILogger<AuditTrail> logger)
{
    private readonly AuditMemory _lately = new(time);

    /// <summary>Somebody who is signed in did something.</summary>
    public Task NoteAsync(ClaimsPrincipal by, AuditAction action, string subject, string detail = "") => WriteAsync(Line(by, action, subject, detail));

    /// <summary>The owner of an account did something, who is not signed in yet, or not any more.</summary>
    public Task NoteAsync(GasUser by, AuditAction action, string detail = "") => WriteAsync(Line(by, action, by.Id, detail));

    /// <summary>A visitor or the service itself did something with an account.</summary>
    public Task NoteAsync(UserId account, AuditAction action, string detail = "") => WriteAsync(Line(account, action, detail));

    /// <summary>Somebody unknown did something with <paramref name="subject"/>.</summary>
    public Task NoteAsync(AuditAction action, string subject, string detail) => WriteAsync(LineOf(action, null, "", subject, detail));

    /// <summary>As <see cref="NoteAsync(ClaimsPrincipal, AuditAction, string, string)"/>, once an hour for each network address: for what is read in many pieces, or shown again and again.</summary>
    public Task NoteOnceAsync(ClaimsPrincipal by, AuditAction action, string subject, string detail = "") => WriteOnceAsync(Line(by, action, subject, detail), "");

    /// <summary>The same by somebody unknown.</summary>
    /// <param name="with">Id of what let them in.</param>
    public Task NoteOnceAsync(AuditAction action, string subject, string detail, string with) => WriteOnceAsync(LineOf(action, null, "", subject, detail), with);

    /// <summary>Somebody was not let in, or not yet. The line bears the account's address, so that a search for it shows attacks on it, and the id of nobody: who it was is not known.</summary>
    /// <param name="account">Whose it would have been; null where that is not known. What was typed then is not kept: it may be a password.</param>
    /// <param name="isBounded">The lock lets few through, so that each has its line. All else has one an hour for each network address: nobody fills the disk by trying.</param>
    public Task RefuseAsync(GasUser? account, string why, bool isBounded = false)
    {
        var line = LineOf(AuditAction.SignInRefused, null, account?.Email ?? "", account?.Id ?? "", why);
        return isBounded ? WriteAsync(line) : WriteOnceAsync(line, "");
    }

    /// <summary>For a transaction of the caller's: somebody who is signed in does something.</summary>
    internal AuditEntry Line(ClaimsPrincipal by, AuditAction action, string subject, string detail = "") => LineOf(action, by.FindUserId()?.Value, by.Identity?.Name ?? "", subject, detail);

    /// <summary>For a transaction of the caller's: the owner of an account does something.</summary>
    internal AuditEntry Line(GasUser by, AuditAction action, string subject, string detail = "") => LineOf(action, by.Id, by.Email ?? "", subject, detail);

    /// <summary>For a transaction of the caller's: the service itself does something with an account.</summary>
    internal AuditEntry Line(UserId account, AuditAction action, string detail = "") => LineOf(action, null, "", account.Value, detail);

    private AuditEntry LineOf(AuditAction action, string? actorId, string actor, string subject, string detail) => new()
    {
        At = time.GetUtcNow(),
        Action = action,
        ActorId = actorId,
        Actor = Bounded(actor),
        Subject = Bounded(subject),
        Detail = Bounded(detail),
        Address = context.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "",
    };

    private async Task WriteOnceAsync(AuditEntry line, string with)
    {
        var what = string.Join('\n', line.Action, line.ActorId, line.Actor, line.Subject, line.Detail, line.Address, with);
        if (_lately.TryAdd(what) && !await WriteAsync(line))
        {
            _lately.Forget(what);
        }
    }

    private async Task<bool> WriteAsync(AuditEntry line)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            // Not cancelled: what was done has been done, whether its caller still listens or not.
            await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().NoteAsync(line, CancellationToken.None);
            return true;
        }
        catch (Exception fault)
        {
            LogLost(fault, line.Action, line.Subject);
            return false;
        }
    }

    /// <summary>One line of bounded length, whatever a file or a person is called.</summary>
    private static string Bounded(string text)
    {
        var line = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        return line.Length > AuditEntry.LongestText ? line[..AuditEntry.LongestText] : line;
    }

    [LoggerMessage(1, LogLevel.Error, "The audit trail could not take {Action} of {Subject}.")]
    private partial void LogLost(Exception exception, AuditAction action, string subject);
}
