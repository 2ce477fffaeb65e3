using System.Buffers.Text;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Reads from a record's genotypes which copies of the chromosome have which allele (VCF 4.3, section 1.6.2: GT and PS).</summary>
internal sealed class CarrierReader(Phasing phasing, bool hasSamples)
{
    private const int MostCopies = 16;

    /// <param name="genotypes">FORMAT and the samples, as they stand in the line.</param>
    /// <param name="line">Tells unphased genotypes of different records apart.</param>
    public void Read(ReadOnlySpan<byte> genotypes, long line, List<Carrier> carriers)
    {
        carriers.Clear();
        if (!hasSamples)
        {
            if (phasing == Phasing.Assumed)
            {
                carriers.Add(new Carrier(0, 1, 0, Carrier.Every));
            }

            return;
        }

        var tab = genotypes.IndexOf((byte)'\t');
        if (tab < 0 || !(genotypes.StartsWith("GT:"u8) || genotypes.StartsWith("GT\t"u8)))
        {
            return;
        }

        var phaseSet = phasing == Phasing.Assumed ? -1 : IndexOfPhaseSet(genotypes[..tab]);
        var sample = 0;
        foreach (var part in genotypes[(tab + 1)..].Split((byte)'\t'))
        {
            ReadSample(genotypes[(tab + 1)..][part], sample++, phaseSet, line, carriers);
        }
    }

    private void ReadSample(ReadOnlySpan<byte> column, int sample, int phaseSetIndex, long line, List<Carrier> carriers)
    {
        var colon = column.IndexOf((byte)':');
        var genotype = colon < 0 ? column : column[..colon];
        Span<int> alleles = stackalloc int[MostCopies];
        var (copies, phased) = (0, phasing == Phasing.Assumed);
        while (copies < MostCopies)
        {
            var end = genotype.IndexOfAny((byte)'/', (byte)'|');
            alleles[copies++] = Utf8Parser.TryParse(end < 0 ? genotype : genotype[..end], out int allele, out _) ? allele : 0;
            if (end < 0)
            {
                break;
            }

            phased |= genotype[end] == (byte)'|';
            genotype = genotype[(end + 1)..];
        }

        var all = alleles[..copies];
        if (!all.ContainsAnyExcept(0))
        {
            return;
        }

        if (!all.ContainsAnyExcept(all[0]))
        {
            carriers.Add(new Carrier(sample, all[0], 0, Carrier.Every));
            return;
        }

        // An unphased genotype is a set of its own: it is on one copy or the other, nobody knows beside which alleles.
        var phaseSet = phased ? PhaseSetOf(column, phaseSetIndex) : -1 - line;
        for (var copy = 0; copy < copies; copy++)
        {
            if (all[copy] > 0)
            {
                carriers.Add(new Carrier(sample, all[copy], phaseSet, copy));
            }
        }
    }

    private static int IndexOfPhaseSet(ReadOnlySpan<byte> format)
    {
        var index = 0;
        foreach (var part in format.Split((byte)':'))
        {
            if (format[part].SequenceEqual("PS"u8))
            {
                return index;
            }

            index++;
        }

        return -1;
    }

    /// <summary>0 where none is stated: all of the sample's phased genotypes are one set then.</summary>
    private static long PhaseSetOf(ReadOnlySpan<byte> column, int index)
    {
        foreach (var part in column.Split((byte)':'))
        {
            if (index-- == 0)
            {
                return Utf8Parser.TryParse(column[part], out long set, out _) && set > 0 ? set : 0;
            }
        }

        return 0;
    }
}
