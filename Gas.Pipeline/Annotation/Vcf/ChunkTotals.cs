using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Annotation.Known;
using Gas.Pipeline.Annotation.Vcf.Counts;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>What one chunk, or the whole file so far, has counted.</summary>
internal sealed class ChunkTotals
{
    private readonly long[] _terms = new long[SequenceOntology.Count];
    private readonly long[] _classes = new long[VariantWords.Classes.Names.Count];

    public long Records { get; set; }

    public long Skipped { get; set; }

    public long Alleles { get; set; }

    public long Mismatches { get; set; }

    /// <summary>The first of <see cref="Mismatches"/>.</summary>
    public VcfFinding? FirstMismatch { get; set; }

    /// <summary>Records on a contig of the reference, whose REF could be compared.</summary>
    public long Compared { get; set; }

    public Dictionary<string, GeneCount> Genes { get; } = [];

    /// <summary>Records by consequences that a tool names in words of its own.</summary>
    public Dictionary<string, long> OtherConsequences { get; } = [];

    public RecordCounts Said { get; } = new();

    public KnownCounts Known { get; } = new();

    public void Add(ChunkTotals other)
    {
        Records += other.Records;
        Skipped += other.Skipped;
        Alleles += other.Alleles;
        Mismatches += other.Mismatches;
        FirstMismatch ??= other.FirstMismatch;
        Compared += other.Compared;
        Said.Add(other.Said);
        Known.Add(other.Known);
        Add(OtherConsequences, other.OtherConsequences);
        for (var i = 0; i < _terms.Length; i++)
        {
            _terms[i] += other._terms[i];
        }

        for (var i = 0; i < _classes.Length; i++)
        {
            _classes[i] += other._classes[i];
        }

        foreach (var (gene, count) in other.Genes)
        {
            CountGene(gene, count.Records, count.Worst);
        }
    }

    /// <summary>Takes over what an external tool's output does not tell: how many records and alleles it was given, and what was wrong with them.</summary>
    public void AddInput(ChunkTotals input)
    {
        Add(input);
        Records = input.Records;
    }

    /// <summary>The summary of a run that has ended.</summary>
    public AnnotationSummary Summary(string annotator, ReferenceBundle reference, VcfHeader header, ResultWriter result) => new()
    {
        Reference = reference.Name,
        Limits = reference.Limits,
        Annotator = annotator,
        Records = Records,
        Written = Records - Skipped,
        Skipped = Skipped,
        Alleles = Alleles,
        Samples = header.SampleNames.Count,
        ReferenceMismatches = Mismatches,
        Transitions = Said.Transitions,
        Transversions = Said.Transversions,
        Indexed = result.IndexObstacle is null,
        Consequences = Consequences,
        Classes = Ranked(Numbered(_classes, kind => VariantWords.Classes.Names[kind])),
        Genes = TopGenes.ToDictionary(gene => gene.Key, gene => gene.Value.Records),
        Contigs = result.Contigs,
        Impacts = Impacts,
        GeneConsequences = TopGenes.Where(gene => gene.Value.Worst is not null).ToDictionary(gene => gene.Key, gene => SequenceOntology.Name(gene.Value.Worst!.Value)),
        Substitutions = Said.Substitutions,
        IndelLengths = Said.IndelLengths,
        Frequencies = Said.Frequencies.ToDictionary(),
        Qualities = Said.Qualities.ToDictionary(),
        Filters = Said.Filters.Ranked(),
        Known = Known.IsAsked && reference.Known.Titles.Contains(KnownColumn.Ids) ? Known.Alleles : null,
        Significances = Known.Significances.Ranked(),
        Density = result.Density,
        Genotypes = Said.Genotypes.Of(header.SampleNames),
    };

    /// <summary>Counts a record by the worst that it does, and to which gene.</summary>
    public void CountConsequence(ConsequenceTerm term, string? gene)
    {
        _terms[(int)term]++;
        if (gene is not null)
        {
            CountGene(gene, 1, term);
        }
    }

    public void CountGene(string gene, long records, ConsequenceTerm? worst) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Genes, gene, out _).Add(records, worst);

    public static void Count(Dictionary<string, long> counts, string key, long more = 1) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) += more;

    /// <summary>Counts the alternate alleles by their classes.</summary>
    public void CountAlleles(in VcfRecord record)
    {
        if (!record.Alternates.Contains((byte)','))
        {
            CountAllele(record.Reference, record.Alternates);
            return;
        }

        foreach (var part in record.Alternates.Split((byte)','))
        {
            CountAllele(record.Reference, record.Alternates[part]);
        }
    }

    private void CountAllele(ReadOnlySpan<byte> reference, ReadOnlySpan<byte> alternate)
    {
        if (alternate is [(byte)'.'])
        {
            return;
        }

        Alleles++;
        var kind = VariantClasses.Of(reference, alternate);
        _classes[(int)kind]++;
        if (kind == VariantClass.SingleBase)
        {
            Said.CountSubstitution(reference[0], alternate[0]);
        }
        else if (kind is VariantClass.Insertion or VariantClass.Deletion or VariantClass.Indel)
        {
            Said.CountIndel(alternate.Length - reference.Length);
        }
    }

    private IReadOnlyDictionary<string, long> Consequences => Ranked(Numbered(_terms, term => SequenceOntology.Name((ConsequenceTerm)term)).Concat(OtherConsequences));

    private IReadOnlyDictionary<string, long> Impacts => Enum.GetValues<Impact>()
        .Select(impact => KeyValuePair.Create(impact.ToString().ToUpperInvariant(), _terms.Where((_, term) => SequenceOntology.ImpactOf((ConsequenceTerm)term) == impact).Sum()))
        .Where(pair => pair.Value > 0).ToDictionary();

    private static IEnumerable<KeyValuePair<string, long>> Numbered(long[] counts, Func<int, string> name) =>
        counts.Select((count, number) => KeyValuePair.Create(name(number), count)).Where(pair => pair.Value > 0);

    private IEnumerable<KeyValuePair<string, GeneCount>> TopGenes =>
        Genes.OrderByDescending(pair => pair.Value.Records).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(50);

    /// <summary>Most frequent first, and by name among equals, so that the summary is the same each time.</summary>
    private static Dictionary<string, long> Ranked(IEnumerable<KeyValuePair<string, long>> counts) =>
        counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();

    private static void Add(Dictionary<string, long> to, Dictionary<string, long> from)
    {
        foreach (var (key, count) in from)
        {
            Count(to, key, count);
        }
    }
}
