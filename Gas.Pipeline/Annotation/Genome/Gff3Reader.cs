namespace Gas.Pipeline.Annotation.Genome;

/// <summary>
/// Reads transcripts from GFF3 as Ensembl (<c>gene:</c>, <c>transcript:</c> ids), RefSeq (<c>gene-</c>, <c>rna-</c>, <c>cds-</c>) and GenBank's viral records (coding sequences directly below a gene) write it.
/// Untranslated regions need not be given: they are exon minus coding sequence.
/// </summary>
internal static class Gff3Reader
{
    private static readonly string[] IdPrefixes = ["gene:", "transcript:", "CDS:", "gene-", "rna-", "cds-"];

    /// <exception cref="ReferenceException">A line cannot be read; the message names file and line.</exception>
    public static IReadOnlyList<TranscriptSource> Read(TextReader reader, string file)
    {
        var parents = new Dictionary<string, Gff3Feature>(StringComparer.Ordinal);
        var parts = new List<Gff3Feature>();
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line == "##FASTA")
            {
                break;
            }

            try
            {
                if (Gff3Feature.Parse(line) is not { } feature)
                {
                    continue;
                }

                if (feature.Type is "exon" or "CDS" or "five_prime_UTR" or "three_prime_UTR" or "UTR")
                {
                    parts.Add(feature);
                }
                else if (feature["ID"] is { } id)
                {
                    parents[id] = feature;
                }
            }
            catch (FormatException problem)
            {
                throw new ReferenceException($"Line {number} of {file} cannot be read as GFF3: {problem.Message}.", problem);
            }
        }

        return Assemble(parents, parts);
    }

    private static List<TranscriptSource> Assemble(Dictionary<string, Gff3Feature> parents, List<Gff3Feature> parts)
    {
        var transcripts = new Dictionary<string, TranscriptSource>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var parent in (part["Parent"] ?? part["ID"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                var feature = parents.GetValueOrDefault(parent);
                var isTranscript = feature?["Parent"] is not null || parent.StartsWith("transcript:", StringComparison.Ordinal);

                // Below a gene there is no transcript to join parts by; each coding sequence makes its own.
                var key = isTranscript || part.Type != "CDS" ? parent : parent + '\n' + (part["ID"] ?? "");
                if (!transcripts.TryGetValue(key, out var transcript))
                {
                    transcripts[key] = transcript = isTranscript ? FromTranscript(parents, parent, feature, part) : FromGene(parent, feature, part);
                }

                Add(transcript, part);
            }
        }

        return [.. transcripts.Values];
    }

    private static TranscriptSource FromTranscript(Dictionary<string, Gff3Feature> parents, string id, Gff3Feature? feature, Gff3Feature part)
    {
        var geneKey = feature?["Parent"] ?? "";
        var gene = parents.GetValueOrDefault(geneKey);
        var name = feature?["transcript_id"] ?? Bare(id);
        var tags = feature?["tag"] ?? "";
        var geneId = gene?["gene_id"] ?? Bare(geneKey);
        return new TranscriptSource
        {
            Contig = part.Contig,
            Id = name,
            Accession = feature?["version"] is { } version && !name.Contains('.', StringComparison.Ordinal) ? $"{name}.{version}" : name,
            GeneId = geneId,
            GeneSymbol = gene?["Name"] ?? gene?["gene"] ?? geneId,
            Biotype = feature?.Biotype ?? gene?.Biotype ?? "",
            Strand = part.Strand,
            StartIncomplete = tags.Contains("cds_start_NF", StringComparison.Ordinal),
            EndIncomplete = tags.Contains("cds_end_NF", StringComparison.Ordinal),
        };
    }

    private static TranscriptSource FromGene(string geneKey, Gff3Feature? gene, Gff3Feature part)
    {
        var id = part.Type == "CDS" && part["ID"] is { } own ? Bare(own) : Bare(geneKey);
        return new TranscriptSource
        {
            Contig = part.Contig,
            Id = id,
            Accession = id,
            GeneId = Bare(geneKey),
            GeneSymbol = gene?["Name"] ?? gene?["gene"] ?? part["gene"] ?? Bare(geneKey),
            Biotype = gene?.Biotype ?? (part.Type == "CDS" ? "protein_coding" : ""),
            Strand = part.Strand,
        };
    }

    private static void Add(TranscriptSource transcript, Gff3Feature part)
    {
        switch (part.Type)
        {
            case "exon":
                transcript.Exons.Add((part.Start, part.End));
                break;
            case "CDS":
                transcript.CodingParts.Add((part.Start, part.End, part.Phase));
                transcript.ProteinId ??= part["protein_id"] ?? (part["ID"] is { } id ? Bare(id) : null);
                break;
            default:
                transcript.Untranslated.Add((part.Start, part.End));
                break;
        }
    }

    private static string Bare(string id) => Array.Find(IdPrefixes, prefix => id.StartsWith(prefix, StringComparison.Ordinal)) is { } found ? id[found.Length..] : id;
}
