using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gas.Pipeline.Annotation.Vcf.Counts;

/// <summary>Counts short texts of which few differ. A file may be hostile: what comes after the first few hundred is counted together.</summary>
internal sealed class TextCounts
{
    public const string Others = "(others)";
    private const int Most = 250;
    private const int LongestText = 100;

    private readonly Dictionary<byte[], long> _counts = new(Comparer.Instance);
    private long _others;

    /// <summary>The text before, which most often comes again, and how often it has come since it was looked up.</summary>
    private byte[]? _last;
    private long _again;

    public void Count(ReadOnlySpan<byte> text)
    {
        if (_last is not null && text.SequenceEqual(_last))
        {
            _again++;
            return;
        }

        Settle();
        Count(text, 1);
        _last = text.Length <= LongestText ? text.ToArray() : null;
    }

    private void Count(ReadOnlySpan<byte> text, long more)
    {
        var lookup = _counts.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(text, out var count) || (_counts.Count < Most && text.Length <= LongestText))
        {
            lookup[text] = count + more;
        }
        else
        {
            _others += more;
        }
    }

    public void Add(TextCounts other)
    {
        other.Settle();
        foreach (var (text, count) in other._counts)
        {
            Count(text, count);
        }

        _others += other._others;
    }

    public void Clear()
    {
        _counts.Clear();
        (_others, _again, _last) = (0, 0, null);
    }

    /// <summary>Most frequent first, and by name among equals.</summary>
    public IReadOnlyDictionary<string, long> Ranked()
    {
        Settle();
        var ranked = _counts.Select(pair => KeyValuePair.Create(Encoding.UTF8.GetString(pair.Key), pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal);
        return (_others > 0 ? ranked.Append(KeyValuePair.Create(Others, _others)) : ranked).DistinctBy(pair => pair.Key).ToDictionary();
    }

    private void Settle()
    {
        if (_again > 0)
        {
            Count(_last, _again);
            _again = 0;
        }
    }

    private sealed class Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Comparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)System.IO.Hashing.XxHash3.HashToUInt64(alternate);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
