using System.Security.Claims;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Account.Audit;

/// <summary>Writes the audit trail. What cannot be written is logged as an error and stops nobody's work.</summary>
public sealed partial class AuditTrail(IServiceScopeFactory scopes, IHttpContextAccessor context, TimeProvider time, ILogger<AuditTrail> logger)
{
    /// <summary>Somebody who is signed in did something.</summary>
    public Task NoteAsync(ClaimsPrincipal by, AuditAction action, string subject, string detail = "") =>
        WriteAsync(action, by.FindUserId()?.Value, by.Identity?.Name ?? "", subject, detail);

    /// <summary>The owner of an account did something, who is not signed in yet, or not any more.</summary>
    public Task NoteAsync(GasUser by, AuditAction action, string detail = "") => WriteAsync(action, by.Id, by.Email ?? "", by.Id, detail);

    /// <summary>A visitor or the service itself did something with an account.</summary>
    public Task NoteAsync(UserId account, AuditAction action, string detail = "") => WriteAsync(action, null, "", account.Value, detail);

    /// <summary>Somebody unknown did something with <paramref name="subject"/>.</summary>
    public Task NoteAsync(AuditAction action, string subject, string detail) => WriteAsync(action, null, "", subject, detail);

    private async Task WriteAsync(AuditAction action, string? actorId, string actor, string subject, string detail)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
            accounts.Audit.Add(new AuditEntry
            {
                At = time.GetUtcNow(),
                Action = action,
                ActorId = actorId,
                Actor = Line(actor),
                Subject = Line(subject),
                Detail = Line(detail),
                Address = context.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "",
            });
            // Not cancelled: what was done has been done, whether its caller still listens or not.
            await accounts.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception fault)
        {
            LogLost(fault, action, subject);
        }
    }

    /// <summary>One line of bounded length, whatever a file or a person is called.</summary>
    private static string Line(string text)
    {
        var line = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        return line.Length > AuditEntry.LongestText ? line[..AuditEntry.LongestText] : line;
    }

    [LoggerMessage(1, LogLevel.Error, "The audit trail could not take {Action} of {Subject}.")]
    private partial void LogLost(Exception exception, AuditAction action, string subject);
}
