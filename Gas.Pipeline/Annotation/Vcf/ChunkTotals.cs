using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>What one chunk, or the whole file so far, has counted.</summary>
internal sealed class ChunkTotals
{
    public long Records { get; set; }

    public long Skipped { get; set; }

    public long Alleles { get; set; }

    public long Mismatches { get; set; }

    /// <summary>The first of <see cref="Mismatches"/>.</summary>
    public VcfFinding? FirstMismatch { get; set; }

    /// <summary>Records on a contig of the reference, whose REF could be compared.</summary>
    public long Compared { get; set; }

    public long Transitions { get; set; }

    public long Transversions { get; set; }

    public Dictionary<string, long> Consequences { get; } = [];

    public Dictionary<string, long> Classes { get; } = [];

    public Dictionary<string, long> Genes { get; } = [];

    public void Add(ChunkTotals other)
    {
        Records += other.Records;
        Skipped += other.Skipped;
        Alleles += other.Alleles;
        Mismatches += other.Mismatches;
        FirstMismatch ??= other.FirstMismatch;
        Compared += other.Compared;
        Transitions += other.Transitions;
        Transversions += other.Transversions;
        Add(Consequences, other.Consequences);
        Add(Classes, other.Classes);
        Add(Genes, other.Genes);
    }

    /// <summary>Takes over what an external tool's output does not tell: how many records and alleles it was given, and what was wrong with them.</summary>
    public void AddInput(ChunkTotals input)
    {
        Add(input);
        Records = input.Records;
    }

    /// <summary>The summary of a run that has ended.</summary>
    public AnnotationSummary Summary(string annotator, ReferenceBundle reference, int samples, ResultWriter result) => new()
    {
        Reference = reference.Name,
        Limits = reference.Limits,
        Annotator = annotator,
        Records = Records,
        Written = Records - Skipped,
        Skipped = Skipped,
        Alleles = Alleles,
        Samples = samples,
        ReferenceMismatches = Mismatches,
        Transitions = Transitions,
        Transversions = Transversions,
        Indexed = result.IndexObstacle is null,
        Consequences = Ranked(Consequences, int.MaxValue),
        Classes = Ranked(Classes, int.MaxValue),
        Genes = Ranked(Genes, 50),
        Contigs = result.Contigs,
    };

    public static void Count(Dictionary<string, long> counts, string key, long more = 1) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) += more;

    /// <summary>Counts one alternate allele by its class.</summary>
    public void CountAllele(ReadOnlySpan<byte> reference, ReadOnlySpan<byte> alternate)
    {
        Alleles++;
        if (!AlternateAllele.IsBases(alternate))
        {
            Count(Classes, alternate is [(byte)'*'] ? "spanning deletion" : "symbolic");
        }
        else if (reference.Length != alternate.Length)
        {
            var anchored = reference[0] == alternate[0] && Math.Min(reference.Length, alternate.Length) == 1;
            Count(Classes, !anchored ? "indel" : reference.Length < alternate.Length ? "insertion" : "deletion");
        }
        else if (reference.Length > 1)
        {
            Count(Classes, "substitution");
        }
        else
        {
            Count(Classes, "SNV");
            CountSubstitution((byte)(reference[0] & 0xDF), (byte)(alternate[0] & 0xDF));
        }
    }

    private void CountSubstitution(byte from, byte to)
    {
        if (from == to || from == 'N' || to == 'N')
        {
            return;
        }

        var transition = (from, to) is ((byte)'A', (byte)'G') or ((byte)'G', (byte)'A') or ((byte)'C', (byte)'T') or ((byte)'T', (byte)'C');
        Transitions += transition ? 1 : 0;
        Transversions += transition ? 0 : 1;
    }

    /// <summary>Most frequent first, and by name among equals, so that the summary is the same each time.</summary>
    private static Dictionary<string, long> Ranked(Dictionary<string, long> counts, int most) =>
        counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(most).ToDictionary();

    private static void Add(Dictionary<string, long> to, Dictionary<string, long> from)
    {
        foreach (var (key, count) in from)
        {
            Count(to, key, count);
        }
    }
}
