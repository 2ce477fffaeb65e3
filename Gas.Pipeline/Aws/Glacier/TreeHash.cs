using System.Security.Cryptography;

namespace Gas.Pipeline.Aws.Glacier;

/// <summary>
/// Glacier's checksum: the SHA-256 of each MiB, then pair by pair the SHA-256 of two digests together, an odd one out passed on unchanged, until one is
/// left (Glacier developer guide, "Computing checksums").
/// </summary>
public static class TreeHash
{
    /// <summary>Bytes of a leaf.</summary>
    public const int Leaf = 1 << 20;

    public static byte[] Of(ReadOnlySpan<byte> content)
    {
        var digests = new List<byte[]>();
        do
        {
            var leaf = content[..Math.Min(Leaf, content.Length)];
            digests.Add(SHA256.HashData(leaf));
            content = content[leaf.Length..];
        }
        while (!content.IsEmpty);

        return Combine(digests);
    }

    /// <summary>The hash of what stands one after the other. Each but the last must be of the same power of two of leaves.</summary>
    public static byte[] Combine(IReadOnlyList<byte[]> digests)
    {
        Span<byte> pair = stackalloc byte[2 * SHA256.HashSizeInBytes];
        while (digests.Count > 1)
        {
            var level = new List<byte[]>((digests.Count + 1) / 2);
            for (var at = 0; at < digests.Count; at += 2)
            {
                if (at + 1 == digests.Count)
                {
                    level.Add(digests[at]);
                    continue;
                }

                digests[at].CopyTo(pair);
                digests[at + 1].CopyTo(pair[SHA256.HashSizeInBytes..]);
                level.Add(SHA256.HashData(pair));
            }

            digests = level;
        }

        return digests[0];
    }
}
