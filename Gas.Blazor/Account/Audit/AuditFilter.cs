using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account.Audit;

/// <summary>Which entries are wanted. All parts must fit; null fits everything.</summary>
/// <param name="Who">Part of the actor's e-mail address, or an account's or job's whole id.</param>
/// <param name="From">First day, in UTC.</param>
/// <param name="To">Last day, in UTC.</param>
public sealed record AuditFilter(string? Who = null, AuditAction? Action = null, DateOnly? From = null, DateOnly? To = null)
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>From the parts of an address; what cannot be read is left out.</summary>
    public static AuditFilter Parse(string? who, string? action, string? from, string? to) => new(
        string.IsNullOrWhiteSpace(who) ? null : who.Trim() is { Length: > AuditEntry.LongestText } trimmed ? trimmed[..AuditEntry.LongestText] : who.Trim(),
        Enum.TryParse<AuditAction>(action, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null,
        DayOf(from),
        DayOf(to));

    /// <summary>The same as the query of an address, without its question mark.</summary>
    public string ToQuery()
    {
        (string Name, string? Value)[] parts = [("who", Who), ("action", Action?.ToString()), ("from", From?.ToString(DayFormat, CultureInfo.InvariantCulture)), ("to", To?.ToString(DayFormat, CultureInfo.InvariantCulture))];
        return string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
    }

    internal IQueryable<AuditEntry> Of(IQueryable<AuditEntry> entries)
    {
        if (Who is { } who)
        {
            var pattern = AnyCase.PatternOf(who);
            entries = entries.Where(entry => EF.Functions.Like(entry.Actor.ToUpper(), pattern, AnyCase.Escape) || entry.Subject == who || entry.ActorId == who);
        }

        if (Action is { } action)
        {
            entries = entries.Where(entry => entry.Action == action);
        }

        if (From is { } first)
        {
            var begin = Midnight(first);
            entries = entries.Where(entry => entry.At >= begin);
        }

        if (To is { } last && last < DateOnly.MaxValue)
        {
            var end = Midnight(last.AddDays(1));
            entries = entries.Where(entry => entry.At < end);
        }

        return entries;
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
