using System.IO.Hashing;

namespace Gas.Pipeline.Annotation.Known;

/// <summary>An allele as a number to search by. Short ones are spelled out in it: 4 bits each for the two lengths and 2 for a base. For the others it is a hash with the highest bit set, and the allele itself has to be compared.</summary>
internal static class AlleleKey
{
    private const int LongestPart = 15;
    private const int MostBases = 27;
    private const ulong Hashed = 1UL << 63;

    public static bool IsHashed(ulong key) => (key & Hashed) != 0;

    public static ulong Of(ReadOnlySpan<byte> deleted, ReadOnlySpan<byte> inserted)
    {
        if (deleted.Length <= LongestPart && inserted.Length <= LongestPart && deleted.Length + inserted.Length <= MostBases)
        {
            var key = ((ulong)deleted.Length << 4) | (uint)inserted.Length;
            if (TryAppend(deleted, ref key) && TryAppend(inserted, ref key))
            {
                return key;
            }
        }

        var hash = new XxHash64(deleted.Length);
        hash.Append(deleted);
        hash.Append(inserted);
        return hash.GetCurrentHashAsUInt64() | Hashed;
    }

    private static bool TryAppend(ReadOnlySpan<byte> bases, ref ulong key)
    {
        foreach (var letter in bases)
        {
            var code = "ACGT"u8.IndexOf(letter);
            if (code < 0)
            {
                return false;
            }

            key = (key << 2) | (uint)code;
        }

        return true;
    }
}
