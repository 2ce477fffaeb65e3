using System.Buffers;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Known;

/// <summary>Looks up what is known of an allele and where it lies, and gives it as the last fields of a CSQ entry. One instance a thread.</summary>
internal sealed class KnownLookup(ReferenceBundle reference)
{
    private readonly ArrayBufferWriter<byte> text = new(256);
    private readonly int[] found = new int[reference.Known.Sources.Count];
    private readonly int ids = reference.Known.Titles.ToList().IndexOf(KnownColumn.Ids);
    private readonly int significance = reference.Known.Titles.ToList().IndexOf(KnownColumn.Significance);
    private byte[] scratch = new byte[256];

    public KnownCounts Counts { get; } = new();

    /// <summary>Fields with a separator before each; empty where the reference adds none. Valid until the next call.</summary>
    /// <param name="start">1-based first base that is replaced, of an allele without the bases it shares with REF.</param>
    public ReadOnlySpan<byte> OfAllele(int contig, int start, ReadOnlySpan<byte> deleted, ReadOnlySpan<byte> inserted)
    {
        if (reference.Known.Titles.Count == 0)
        {
            return default;
        }

        scratch = scratch.Length < inserted.Length ? new byte[2 * inserted.Length] : scratch;
        var allele = NormalisedAllele.Of(reference, contig, start, deleted, inserted, scratch);
        var key = AlleleKey.Of(allele.Deleted, allele.Inserted);
        text.ResetWrittenCount();
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = reference.Known.Sources[i].Around(contig, allele.Start).Find(allele.Start, key);
        }

        for (var title = 0; title < reference.Known.Filled.Count; title++)
        {
            text.Write("|"u8);
            var field = text.WrittenCount;
            foreach (var (source, column) in reference.Known.Filled[title])
            {
                if (found[source] >= 0)
                {
                    Append(reference.Known.Sources[source].Around(contig, allele.Start), found[source], column, allele, key, field);
                }
            }

            if (text.WrittenCount > field)
            {
                Count(title, text.WrittenSpan[field..]);
            }
        }

        // Bases inserted between two others lie in a region that has both.
        AppendRegions(contig, start, start + deleted.Length - 1);
        return text.WrittenSpan;
    }

    /// <summary>The same for an allele that is known only by the bases it covers: regions, and nothing else.</summary>
    public ReadOnlySpan<byte> OfRange(int contig, int start, int end)
    {
        text.ResetWrittenCount();
        for (var i = 0; i < reference.Known.Filled.Count; i++)
        {
            text.Write("|"u8);
        }

        AppendRegions(contig, start, end);
        return text.WrittenSpan;
    }

    private void Count(int title, ReadOnlySpan<byte> value)
    {
        if (title == ids)
        {
            Counts.Alleles++;
        }
        else if (title == significance)
        {
            Counts.Significances.Count(value);
        }
    }

    private void Append(in KnownBlock block, int first, int column, in NormalisedAllele allele, ulong key, int field)
    {
        for (var i = first; block.Is(i, allele.Start, key); i++)
        {
            if (!AlleleKey.IsHashed(key) || IsSame(block.Text(0, i), allele))
            {
                AppendOnce(block.Text(column, i), field);
            }
        }
    }

    private void AppendRegions(int contig, int start, int end)
    {
        foreach (var regions in reference.Known.Regions)
        {
            text.Write("|"u8);
            var field = text.WrittenCount;
            var region = regions.First(contig, start);
            while (regions.Next(contig, start, end, ref region, out var name))
            {
                AppendOnce(name, field);
            }
        }
    }

    private void AppendOnce(ReadOnlySpan<byte> value, int field)
    {
        if (value.IsEmpty)
        {
            return;
        }

        foreach (var part in text.WrittenSpan[field..].Split((byte)'&'))
        {
            if (text.WrittenSpan[field..][part].SequenceEqual(value))
            {
                return;
            }
        }

        text.Write(text.WrittenCount > field ? "&"u8 : default);
        text.Write(value);
    }

    private static bool IsSame(ReadOnlySpan<byte> spelled, in NormalisedAllele allele) =>
        spelled.Length == allele.Deleted.Length + allele.Inserted.Length + 1 && spelled.StartsWith(allele.Deleted) && spelled[allele.Deleted.Length] == '/' && spelled.EndsWith(allele.Inserted);
}
