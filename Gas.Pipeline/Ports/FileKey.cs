using System.Buffers;

namespace Gas.Pipeline.Ports;

/// <summary>The grammar of keys, which is all that stands between a key and a path: segments of <c>[a-z0-9._-]</c> that neither begin nor end with a dot, joined by <c>/</c>.</summary>
internal static class FileKey
{
    private const int LongestKey = 512;
    private const int LongestSegment = 128;

    private static readonly SearchValues<char> _letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <exception cref="ArgumentException">It is none.</exception>
    public static void Check(string key)
    {
        if (!IsKey(key))
        {
            throw new ArgumentException("A file key consists of short segments of a-z, 0-9, '.', '_' and '-', joined by '/'.", nameof(key));
        }
    }

    /// <summary>A prefix is the beginning of some key: its last segment may be cut anywhere.</summary>
    public static void CheckPrefix(string prefix)
    {
        if (prefix.Length > 0 && !IsKey(prefix + "x"))
        {
            throw new ArgumentException("A prefix is the beginning of a file key.", nameof(prefix));
        }
    }

    private static bool IsKey(string key)
    {
        if (key is not { Length: > 0 and <= LongestKey })
        {
            return false;
        }

        foreach (var range in key.AsSpan().Split('/'))
        {
            var segment = key.AsSpan(range);
            if (segment.Length is 0 or > LongestSegment || segment[0] == '.' || segment[^1] == '.' || segment.ContainsAnyExcept(_letters))
            {
                return false;
            }
        }

        return true;
    }
}
