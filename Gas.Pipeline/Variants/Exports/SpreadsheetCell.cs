using System.Globalization;

namespace Gas.Pipeline.Variants.Exports;

/// <summary>
/// Text from files and people as a spreadsheet may open it: nothing in it becomes a formula (OWASP, CSV injection), an end of the cell, or the
/// quotation mark that swallows the cells behind it. What could gets an apostrophe in front; numbers and single signs stay as they are.
/// </summary>
public static class SpreadsheetCell
{
    public static string Of(string text)
    {
        var plain = text.AsSpan().ContainsAny("\t\r\n") ? text.ReplaceLineEndings(" ").Replace('\t', ' ') : text;
        return IsTaken(plain.AsSpan().TrimStart()) && !double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? $"'{plain}" : plain;
    }

    /// <summary>A line of cells that tabs part.</summary>
    public static string OfLine(string line) => string.Join('\t', line.Split('\t').Select(Of));

    private static bool IsTaken(ReadOnlySpan<char> text) => text is ['"', ..] or ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', _, ..];
}
