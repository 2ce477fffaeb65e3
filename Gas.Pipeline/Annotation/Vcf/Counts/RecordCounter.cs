namespace Gas.Pipeline.Annotation.Vcf.Counts;

/// <summary>Counts what a record says of itself. What the header does not declare is not looked for.</summary>
internal sealed class RecordCounter(VcfHeader header)
{
    /// <summary>Alternate alleles of one record that genotypes are counted by.</summary>
    private const int MostAlleles = 16;

    private readonly bool _hasFrequency = header.DeclaresInfo("AF");
    private readonly bool _hasCounts = header.CountsAlleles;
    private readonly int _samples = header.Samples <= GenotypeCounts.Most ? header.Samples : 0;

    public void Count(in VcfRecord record, RecordCounts counts)
    {
        counts.Filters.Count(record.Filter);
        if (PlainNumber.TryRead(record.Quality, out var quality))
        {
            // As the index keeps it, so that a range counts what the table shows of it.
            counts.Qualities.Count((float)quality);
        }

        if (_hasFrequency)
        {
            CountValues(InfoColumn.Find(record.Info, "AF="u8), 1, counts.Frequencies);
        }
        else if (_hasCounts && PlainNumber.TryRead(InfoColumn.Find(record.Info, "AN="u8), out var all) && all > 0)
        {
            CountValues(InfoColumn.Find(record.Info, "AC="u8), all, counts.Frequencies);
        }

        if (_samples > 0)
        {
            CountGenotypes(record, counts.Genotypes);
        }
    }

    private void CountGenotypes(in VcfRecord record, GenotypeCounts genotypes)
    {
        if (record is { Reference: [var from], Alternates: [var to] })
        {
            // Nearly every record.
            genotypes.Count(record.Genotypes, _samples, [ChangeOf(from, [to])]);
            return;
        }

        Span<BaseChange> changes = stackalloc BaseChange[MostAlleles];
        changes.Clear();
        var allele = 0;
        if (record.Reference.Length == 1)
        {
            foreach (var part in record.Alternates.Split((byte)','))
            {
                if (allele == MostAlleles)
                {
                    break;
                }

                changes[allele++] = ChangeOf(record.Reference[0], record.Alternates[part]);
            }
        }

        genotypes.Count(record.Genotypes, _samples, changes);
    }

    private static BaseChange ChangeOf(byte from, ReadOnlySpan<byte> to) =>
        to is [(byte)'A' or (byte)'C' or (byte)'G' or (byte)'T' or (byte)'a' or (byte)'c' or (byte)'g' or (byte)'t'] ? RecordCounts.KindOf(from, to[0]) : BaseChange.None;

    private static void CountValues(ReadOnlySpan<byte> values, double all, Histogram counts)
    {
        if (!values.Contains((byte)','))
        {
            if (PlainNumber.TryRead(values, out var only))
            {
                counts.Count(only / all);
            }

            return;
        }

        foreach (var part in values.Split((byte)','))
        {
            if (PlainNumber.TryRead(values[part], out var value))
            {
                counts.Count(value / all);
            }
        }
    }
}
