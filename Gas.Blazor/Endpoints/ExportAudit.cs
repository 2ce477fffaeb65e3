using System.Globalization;
using System.Security.Claims;
using System.Text;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Variants.Exports;

namespace Gas.Blazor.Endpoints;

/// <summary><c>GET /api/audit?who=…&amp;action=…&amp;from=2026-01-01&amp;to=…</c>: the audit trail as CSV, newest first, for admins.</summary>
internal static class ExportAudit
{
    public static async Task<IResult> HandleAsync(ClaimsPrincipal user, HttpContext context, string? who, string? action, string? from, string? to, AuditList list, AuditTrail trail)
    {
        if (!user.IsInRole(Roles.Admin))
        {
            return Problem.Of(StatusCodes.Status403Forbidden, "For admins", "Only admins can read the audit trail.");
        }

        var filter = AuditFilter.Parse(who, action, from, to);
        await trail.NoteAsync(user, AuditAction.TrailExported, "", filter.ToQuery());
        return TypedResults.Stream(stream => WriteAsync(stream, list.AllAsync(filter, context.RequestAborted)), "text/csv", "audit.csv");
    }

    private static async Task WriteAsync(Stream stream, IAsyncEnumerable<AuditEntry> entries)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        await writer.WriteAsync("id,at,action,actor_id,actor,subject,detail,address\r\n");
        await foreach (var entry in entries)
        {
            string[] cells =
            [
                entry.Id.ToString(CultureInfo.InvariantCulture), entry.At.ToString("O", CultureInfo.InvariantCulture), entry.Action.ToString(),
                entry.ActorId ?? "", entry.Actor, entry.Subject, entry.Detail, entry.Address,
            ];
            await writer.WriteAsync(string.Join(',', cells.Select(Cell)) + "\r\n");
        }
    }

    /// <summary>As RFC 4180 has it, each in quotation marks: some spreadsheets part cells by semicolons.</summary>
    private static string Cell(string text) => $"\"{SpreadsheetCell.Of(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
