// Turns the gene and variant caches of the npm package ideogram into the files that "reference build" reads:
//
//   dotnet run references/build/Ideogram.cs -- package/dist/data/cache hg38_RefSeq_exon.txt.gz OUT
//
// README.md beside this file has the whole recipe. The caches write places as offsets: an exon's from its transcript, a transcript's from the first transcript of its gene (or of a read-through gene whose name begins
// alike), and "length" is the distance from first to last base. Where the transcripts reach from end to end of their gene that tells where they lie; for the others the borders of RefSeq's exons do.
#:property PublishAot=false
using System.IO.Compression;
using System.Text.Json;

string[] order = [.. Enumerable.Range(1, 22).Select(number => $"{number}"), "X", "Y", "MT"];
string[] biotypes = ["protein_coding", "nonsense_mediated_decay", "non_stop_decay", "protein_coding_LoF"];
var (cache, refSeq, output) = (args[0], args[1], args[2]);
Directory.CreateDirectory(output);

var genes = Rows($"{cache}/genes/homo-sapiens-genes.tsv.gz").Select(row => new Gene(row[0], int.Parse(row[1]), int.Parse(row[2]), $"ENSG{int.Parse(row[3]):D11}", row[4])).ToLookup(gene => gene.Symbol);
var known = Lines(refSeq).Skip(1).Select(line => line.Split('\t')).Where(row => !row[1].Contains('_')).ToLookup(row => (Contig: row[1] == "chrM" ? "MT" : row[1][3..], Strand: row[4]), row => (Start: int.Parse(row[2]), End: int.Parse(row[3])));
var placed = new List<(Gene Gene, Transcript Transcript)>();
var (unplaced, foreign) = (0, 0);
foreach (var group in Rows($"{cache}/gene-structures/homo-sapiens-gene-structures.tsv.gz").Select(Transcript.Parse).GroupBy(transcript => transcript.Symbol))
{
    if (Place(group.ToList()) is not var (gene, shift))
    {
        unplaced += group.Count();
    }
    else if (!order.Contains(gene.Contig))
    {
        foreign += group.Count();
    }
    else
    {
        placed.AddRange(group.Select(transcript => (gene, transcript with { Offset = transcript.Offset + shift })));
    }
}

using (var gff = new StreamWriter(Path.Combine(output, "genes.gff3")))
{
    gff.WriteLine("##gff-version 3");
    foreach (var gene in placed.GroupBy(pair => pair.Gene).OrderBy(group => Array.IndexOf(order, group.Key.Contig)).ThenBy(group => group.Key.Start).ThenBy(group => group.Key.Id, StringComparer.Ordinal))
    {
        var strand = gene.First().Transcript.Strand;
        gff.WriteLine($"{gene.Key.Contig}\tensembl\tgene\t{gene.Key.Start}\t{gene.Key.Start + gene.Key.Length}\t.\t{strand}\t.\tID=gene:{gene.Key.Id};Name={Uri.EscapeDataString(gene.Key.Symbol)};biotype=protein_coding;gene_id={gene.Key.Id}");
        foreach (var (_, transcript) in gene.OrderBy(pair => pair.Transcript.Name, StringComparer.Ordinal))
        {
            transcript.Write(gff, gene.Key, biotypes);
        }
    }
}

Console.WriteLine($"{placed.Count:N0} transcripts; left out: {unplaced:N0} of which the caches do not tell the place, {foreign:N0} on unplaced scaffolds.");

var keys = Lines($"{cache}/variants/homo-sapiens-variants.tsv.li.gz").Where(line => line.StartsWith("# ") && line.Contains(" = [")).Select(line => line[2..].Split(" = ", 2)).ToDictionary(pair => pair[0], pair => JsonSerializer.Deserialize<string[]>(pair[1])!);
var variants = 0;
using (var vcf = new StreamWriter(Path.Combine(output, "clinvar.vcf")))
{
    vcf.WriteLine("##fileformat=VCFv4.2\n##source=ClinVar 2024-12-15, pathogenic and likely pathogenic with two stars or more, through ideogram 1.53.0");
    vcf.WriteLine("##INFO=<ID=CLNSIG,Number=.,Type=String,Description=\"Clinical significance\">\n##INFO=<ID=CLNREVSTAT,Number=.,Type=String,Description=\"Review status\">");
    vcf.WriteLine("##INFO=<ID=CLNDN,Number=.,Type=String,Description=\"Disease\">\n##INFO=<ID=RS,Number=.,Type=String,Description=\"dbSNP number\">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO");
    foreach (var row in Rows($"{cache}/variants/homo-sapiens-variants.tsv.gz").Where(row => order.Contains(row[0])).OrderBy(row => Array.IndexOf(order, row[0])).ThenBy(row => int.Parse(row[1])))
    {
        var diseases = Named("disease_mondo_ids_and_names", row[5]).Select(disease => disease.Split('|', 2)[^1]);
        string[] info =
        [
            $"CLNSIG={string.Join('|', Named("clinical_significances", row[8]))}",
            $"CLNREVSTAT={string.Join('|', Named("clinical_review_statuses", row[7]))}",
            .. row[5].Length > 0 ? [$"CLNDN={string.Join('|', diseases)}"] : Array.Empty<string>(),
            .. row.Length > 12 && row[12].Length > 0 ? [$"RS={row[12]}"] : Array.Empty<string>(),
        ];
        vcf.WriteLine($"{row[0]}\t{row[1]}\t{row[2]}\t{row[3]}\t{row[4]}\t.\t.\t{string.Join(';', info)}");
        variants++;
    }
}

Console.WriteLine($"{variants:N0} variants.");

// Of genes with one symbol the first that fits is taken, so that the pseudoautosomal ones are on X.
(Gene Gene, int Shift)? Place(List<Transcript> transcripts)
{
    var (first, last) = (transcripts.Min(transcript => transcript.Offset), transcripts.Max(transcript => transcript.Reach));
    var candidates = genes[transcripts[0].Symbol].ToList();
    return candidates.FirstOrDefault(gene => last - first == gene.Length) is { } spanned ? (spanned, -first)
        : candidates is [var only] && FindShift(only, transcripts, -first, only.Length - last) is { } shift ? (only, shift)
        : null;
}

// The shift within the gene by which most inner borders of exons fall on borders of RefSeq's, where they are at least half, or three and twice as many as by any other shift.
int? FindShift(Gene gene, List<Transcript> transcripts, int least, int most)
{
    var nearby = known[(gene.Contig, transcripts[0].Strand)].Where(exon => exon.End >= gene.Start && exon.Start <= gene.Start + gene.Length).Distinct().ToList();
    var starts = transcripts.SelectMany(transcript => transcript.Exons.Skip(1).Select(exon => transcript.Offset + exon.From)).ToHashSet();
    var ends = transcripts.SelectMany(transcript => transcript.Exons.SkipLast(1).Select(exon => transcript.Offset + exon.To)).ToHashSet();
    var votes = starts.SelectMany(start => nearby.Select(exon => exon.Start).Distinct().Select(place => place - gene.Start - start))
        .Concat(ends.SelectMany(end => nearby.Select(exon => exon.End).Distinct().Select(place => place - gene.Start - end)))
        .Where(shift => shift >= least && shift <= most)
        .CountBy(shift => shift).OrderByDescending(vote => vote.Value).Take(2).ToList();
    var second = votes.Count > 1 ? votes[1].Value : 0;
    return votes is [var best, ..] && best.Value > second && (2 * best.Value >= starts.Count + ends.Count || (best.Value >= 3 && best.Value >= 2 * second)) ? best.Key : null;
}

IEnumerable<string> Named(string key, string numbers) => numbers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => keys[key][int.Parse(number)]);

IEnumerable<string[]> Rows(string path) => Lines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'));

IEnumerable<string> Lines(string path)
{
    using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
    while (reader.ReadLine() is { } line)
    {
        yield return line;
    }
}

/// <param name="Length">From the first to the last base.</param>
internal sealed record Gene(string Contig, int Start, int Length, string Id, string Symbol);

/// <param name="Offset">From the gene's first base.</param>
internal sealed record Transcript(string Name, int Offset, int Biotype, string Strand, List<(int From, int To)> Exons, List<(int From, int To)> FivePrime, List<(int From, int To)> ThreePrime)
{
    public string Symbol => Name[..Name.LastIndexOf('-')];

    public int Reach => Offset + Exons.Max(exon => exon.To);

    public static Transcript Parse(string[] row)
    {
        var parts = row.Skip(4).Where(part => part.Length > 0).Select(part => part.Split(';')).ToLookup(part => part[0], part => (int.Parse(part[1]), int.Parse(part[1]) + int.Parse(part[2])));
        return new Transcript(row[0], int.Parse(row[1]), int.Parse(row[2]), row[3], [.. parts["1"].Distinct().Order()], [.. parts["0"].Distinct()], [.. parts["2"].Distinct()]);
    }

    public void Write(StreamWriter gff, Gene gene, string[] biotypes)
    {
        var start = gene.Start + Offset;
        var coding = Exons.SelectMany(exon => Without([exon], FivePrime.Concat(ThreePrime))).ToList();
        var bases = coding.Sum(part => part.To - part.From + 1);

        // The caches leave out which ends were not found; a length that is no multiple of three tells of one.
        var rest = bases % 3;
        var startMissing = rest != 0 && FivePrime.Count == 0;
        var endMissing = rest != 0 && ThreePrime.Count == 0;
        var tag = (startMissing, endMissing) switch { (true, true) => ";tag=cds_start_NF,cds_end_NF", (true, _) => ";tag=cds_start_NF", (_, true) => ";tag=cds_end_NF", _ => "" };
        var name = Uri.EscapeDataString(Name);
        Line(gff, gene, "mRNA", Exons[0].From, Exons[^1].To, ".", $"ID=transcript:{name};Parent=gene:{gene.Id};biotype={biotypes[Biotype]};transcript_id={name}{tag}");
        foreach (var (from, to) in Exons)
        {
            Line(gff, gene, "exon", from, to, ".", $"Parent=transcript:{name}");
        }

        var phase = startMissing && !endMissing ? rest : 0;
        foreach (var (from, to) in Strand == "-" ? coding.AsEnumerable().Reverse() : coding)
        {
            Line(gff, gene, "CDS", from, to, $"{phase}", $"ID=CDS:{name};Parent=transcript:{name}");
            phase = (3 - ((to - from + 1 - phase) % 3)) % 3;
        }

        void Line(StreamWriter writer, Gene of, string type, int from, int to, string frame, string attributes) =>
            writer.WriteLine($"{of.Contig}\tensembl\t{type}\t{start + from}\t{start + to}\t.\t{Strand}\t{frame}\t{attributes}");
    }

    private static IEnumerable<(int From, int To)> Without(IEnumerable<(int From, int To)> ranges, IEnumerable<(int From, int To)> removed)
    {
        foreach (var hole in removed)
        {
            ranges = ranges.SelectMany(range => hole.To < range.From || hole.From > range.To
                ? [range]
                : new[] { (range.From, hole.From - 1), (hole.To + 1, range.To) }.Where(left => left.Item1 <= left.Item2)).ToList();
        }

        return ranges;
    }
}
