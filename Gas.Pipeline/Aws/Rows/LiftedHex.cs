using System.Text;
using System.Text.RegularExpressions;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>
/// Most of what a packed job weighs are digests and ids, which no compression shortens: as text they take 64 characters for 32 bytes. They are lifted out of the JSON
/// as bytes, each once; control characters, which JSON never contains unescaped, mark their places.
/// </summary>
internal static partial class LiftedHex
{
    /// <summary>Raw bytes are counted in units of this many.</summary>
    public const int Unit = 16;

    private const int MostUnits = 255;
    private const char Digest = '\u0001';
    private const char Plain = '\u0002';
    private const char Dashed = '\u0003';

    /// <summary>Stands before a character that says which of those before it is meant again.</summary>
    private const char Again = '\u0004';

    private const char FirstAgain = 'A';
    private const char LastAgain = '~';

    /// <param name="known">An id that whoever restores the text will know, too.</param>
    public static (string Text, byte[] Raw) Lift(string json, Guid known)
    {
        var seen = new List<string> { known.ToString("D") };
        var raw = new MemoryStream();
        var text = Liftable().Replace(json, found =>
        {
            var before = seen.IndexOf(found.Value);
            if (before >= 0)
            {
                return $"{Again}{(char)(FirstAgain + before)}";
            }

            var bytes = Convert.FromHexString(found.Value.Replace("-", "", StringComparison.Ordinal));
            if ((raw.Length + bytes.Length) / Unit > MostUnits)
            {
                return found.Value;
            }

            raw.Write(bytes);
            Note(seen, found.Value);
            return (found.Length switch { 64 => Digest, 32 => Plain, _ => Dashed }).ToString();
        });
        return (text, raw.ToArray());
    }

    public static string Restore(string text, ReadOnlySpan<byte> raw, Guid known)
    {
        var seen = new List<string> { known.ToString("D") };
        var json = new StringBuilder(text.Length * 3);
        for (var place = 0; place < text.Length; place++)
        {
            switch (text[place])
            {
                case Again:
                    json.Append(seen[text[++place] - FirstAgain]);
                    break;
                case Digest:
                    json.Append(Next(ref raw, 32, seen));
                    break;
                case Plain:
                    json.Append(Next(ref raw, 16, seen));
                    break;
                case Dashed:
                    json.Append(Next(ref raw, 16, seen, dashed: true));
                    break;
                case var other:
                    json.Append(other);
                    break;
            }
        }

        return json.ToString();
    }

    private static string Next(ref ReadOnlySpan<byte> raw, int length, List<string> seen, bool dashed = false)
    {
        var value = dashed ? new Guid(raw[..length], bigEndian: true).ToString("D") : Convert.ToHexStringLower(raw[..length]);
        raw = raw[length..];
        Note(seen, value);
        return value;
    }

    private static void Note(List<string> seen, string value)
    {
        if (seen.Count <= LastAgain - FirstAgain)
        {
            seen.Add(value);
        }
    }

    [GeneratedRegex("(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![0-9a-f])", RegexOptions.CultureInvariant)]
    private static partial Regex Liftable();
}
