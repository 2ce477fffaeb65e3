using System.Text.RegularExpressions;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Where each dialect of GFF3 keeps the ids, symbols and biotypes of transcripts and genes.</summary>
internal static partial class Gff3Names
{
    private static readonly string[] IdPrefixes = ["gene:", "transcript:", "CDS:", "gene-", "rna-", "cds-"];

    /// <param name="id">The value of ID.</param>
    /// <param name="feature">The transcript's own line, where there is one.</param>
    public static TranscriptSource OfTranscript(string id, Gff3Feature? feature, (string Id, Gff3Feature? Feature) gene, Gff3Feature part)
    {
        var name = feature?["transcript_id"] ?? Bare(id);
        var tags = feature?["tag"] ?? "";
        var geneId = GeneId(gene.Id, gene.Feature, feature);
        return new TranscriptSource
        {
            Id = WithoutVersion(name),
            Accession = feature?["version"] is { } version && !name.Contains('.', StringComparison.Ordinal) ? $"{name}.{version}" : name,
            GeneId = geneId,
            GeneSymbol = Symbol(gene.Feature) ?? feature?["gene_name"] ?? feature?["gene"] ?? geneId,
            Biotype = Biotype(feature, gene.Feature),
            Strand = feature?.Strand ?? part.Strand,
            StartIncomplete = tags.Contains("cds_start_NF", StringComparison.Ordinal),
            EndIncomplete = tags.Contains("cds_end_NF", StringComparison.Ordinal),
        };
    }

    /// <summary>For a part right below its gene, or below nothing.</summary>
    public static TranscriptSource OfGene(string geneKey, Gff3Feature? gene, Gff3Feature part)
    {
        var id = part.Type == "CDS" && part["ID"] is { } own ? Bare(own) : Bare(geneKey);
        var geneId = GeneId(geneKey, gene, part);
        return new TranscriptSource
        {
            Id = id,
            Accession = id,
            GeneId = geneId,
            GeneSymbol = Symbol(gene) ?? part["gene"] ?? geneId,
            Biotype = OwnBiotype(gene) ?? (gene?.Type is "pseudogene" ? "pseudogene" : null),
            Strand = part.Strand,
        };
    }

    public static string Bare(string id) => Array.Find(IdPrefixes, prefix => id.StartsWith(prefix, StringComparison.Ordinal)) is { } found ? id[found.Length..] : id;

    /// <summary>The gene's stable id: Ensembl's without its version, RefSeq's number of NCBI Gene.</summary>
    private static string GeneId(string key, Gff3Feature? gene, Gff3Feature? below)
    {
        var entrez = (gene ?? below)?.Several("Dbxref").FirstOrDefault(reference => reference.StartsWith("GeneID:", StringComparison.Ordinal));
        return WithoutVersion(gene?["gene_id"] ?? entrez?["GeneID:".Length..] ?? below?["gene_id"] ?? Bare(key));
    }

    private static string? Symbol(Gff3Feature? gene) => gene?["gene_name"] ?? gene?["gene"] ?? gene?["Name"];

    /// <summary>RefSeq gives genes a biotype and transcripts a type; a transcript of a coding gene that does not code is of type <c>transcript</c>.</summary>
    private static string? Biotype(Gff3Feature? transcript, Gff3Feature? gene) => OwnBiotype(transcript) ?? transcript?.Type switch
    {
        null or "mRNA" => OwnBiotype(gene),
        "transcript" => transcript["gbkey"] is { } key ? key : OwnBiotype(gene),
        "lnc_RNA" => "lncRNA",
        "pseudogenic_transcript" => "pseudogene",
        var type => type,
    };

    private static string? OwnBiotype(Gff3Feature? feature) =>
        feature?["biotype"] ?? feature?["transcript_type"] ?? feature?["transcript_biotype"] ?? feature?["gene_type"] ?? feature?["gene_biotype"];

    private static string WithoutVersion(string id) => EnsemblVersion().Replace(id, "$1$2");

    [GeneratedRegex(@"^(ENS[A-Z]*\d{11})\.\d+(?:_\d+)?(_PAR_Y)?$", RegexOptions.CultureInvariant)]
    private static partial Regex EnsemblVersion();
}
