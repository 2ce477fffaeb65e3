namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Puts the features of one contig together to transcripts.</summary>
internal sealed class Gff3ContigReader(string name)
{
    private readonly SortedSet<string> aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Gff3Feature> parents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TranscriptSource> transcripts = new(StringComparer.Ordinal);
    private readonly List<Gff3Feature> early = [];

    public string Name => name;

    /// <exception cref="FormatException">An attribute cannot be read; the message says which.</exception>
    public void Add(Gff3Feature feature)
    {
        if (IsPart(feature))
        {
            // Nearly always parents stand before their parts, which then need not be kept.
            if (feature.Several("Parent").All(parents.ContainsKey))
            {
                AddPart(feature);
            }
            else
            {
                early.Add(feature);
            }
        }
        else if (feature.Type is "region" or "chromosome" or "supercontig" or "scaffold" or "contig")
        {
            AddAliases(feature);
        }
        else if (feature["ID"] is { } id)
        {
            parents.TryAdd(id, feature);
        }
    }

    public Gff3Contig Finish()
    {
        early.ForEach(AddPart);
        aliases.Remove(name);
        return new Gff3Contig(name, aliases, transcripts.Values);
    }

    private static bool IsPart(Gff3Feature feature) =>
        feature.Type is "exon" or "CDS" or "five_prime_UTR" or "three_prime_UTR" or "UTR" or "noncoding_exon" or "stop_codon_redefined_as_selenocysteine";

    /// <summary>RefSeq names the chromosome on the contig's own line, Ensembl lists its other names there.</summary>
    private void AddAliases(Gff3Feature region)
    {
        if (region.Start != 1 || region["Parent"] is not null || region["Is_circular"] is null && region["genome"] is null && region["Alias"] is null)
        {
            return;
        }

        aliases.UnionWith(region.Several("Alias"));
        var chromosome = region["genome"] == "mitochondrion" ? "MT" : region["genome"] == "chromosome" ? region["chromosome"] : null;
        if (chromosome is not null && chromosome != "Unknown")
        {
            aliases.UnionWith([chromosome, .. ContigNames.CommonAliases(chromosome)]);
        }
    }

    private void AddPart(Gff3Feature part)
    {
        var above = part.Several("Parent").ToList();
        foreach (var parent in above.Count > 0 ? above : [part["ID"] ?? ""])
        {
            var feature = parents.GetValueOrDefault(parent);
            var isTranscript = feature is { IsGene: false } || (feature is null && parent.StartsWith("transcript:", StringComparison.Ordinal));

            // Below a gene there is no transcript to join parts by; each coding sequence makes its own.
            var key = isTranscript || part.Type != "CDS" ? parent : parent + '\n' + (part["ID"] ?? "");
            if (!transcripts.TryGetValue(key, out var transcript))
            {
                transcripts[key] = transcript = isTranscript ? Gff3Names.OfTranscript(parent, feature, GeneOf(feature), part) : Gff3Names.OfGene(parent, feature, part);
            }

            Gff3Parts.Add(transcript, part);
        }
    }

    /// <summary>A micro-RNA lies below its precursor, which lies below the gene.</summary>
    private (string Id, Gff3Feature? Feature) GeneOf(Gff3Feature? transcript)
    {
        var id = transcript?["Parent"] ?? "";
        var feature = parents.GetValueOrDefault(id);
        for (var steps = 0; feature is { IsGene: false } && feature["Parent"] is { } above && steps < 4; steps++)
        {
            (id, feature) = (above, parents.GetValueOrDefault(above));
        }

        return (id, feature);
    }
}
