using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Finds a contig by its name or an alias, straight from the bytes of a VCF line.</summary>
internal sealed class ContigNames
{
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> lookup;

    public ContigNames(IEnumerable<Contig> contigs)
    {
        var byName = new Dictionary<byte[], int>(new SameBytes());
        var known = contigs.ToList();
        foreach (var contig in known)
        {
            byName[Encoding.UTF8.GetBytes(contig.Name)] = contig.Index;
        }

        foreach (var contig in known)
        {
            foreach (var alias in contig.Aliases)
            {
                byName.TryAdd(Encoding.UTF8.GetBytes(alias), contig.Index);
            }
        }

        lookup = byName.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Find(ReadOnlySpan<byte> name) => lookup.TryGetValue(name, out var index) ? index : -1;

    /// <summary>The spellings that files use for the same chromosome: with and without <c>chr</c>, and the mitochondrion's four.</summary>
    public static IEnumerable<string> CommonAliases(string name) => name switch
    {
        _ when IsMitochondrion(name) => ["MT", "M", "chrM", "chrMT"],
        _ when name.StartsWith("chr", StringComparison.Ordinal) => [name[3..]],
        _ when name.Length <= 2 => ["chr" + name],
        _ => [],
    };

    public static bool IsMitochondrion(string name) => name is "MT" or "M" or "chrM" or "chrMT" or "NC_012920.1";

    private sealed class SameBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = 2166136261u;
            foreach (var value in alternate)
            {
                hash = (hash ^ value) * 16777619u;
            }

            return (int)hash;
        }
    }
}
