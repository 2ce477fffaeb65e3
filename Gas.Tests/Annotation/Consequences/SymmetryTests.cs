using System.Text;
using CsCheck;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>What must hold for any change of any sequence.</summary>
public sealed class SymmetryTests
{
    private static readonly string Genome = RandomBases();
    private static readonly string Mirror = Translation.Oriented(Genome, Strand.Reverse);
    private static readonly ReferenceBundle Forward = MadeUpReference.Create("1", Genes('+', position => position), (1, Genome));
    private static readonly ReferenceBundle Reverse = MadeUpReference.Create("1", Genes('-', position => MadeUpReference.Length + 1 - position), (1, Mirror));

    [Fact]
    public void A_gene_on_the_reverse_strand_is_called_as_its_mirror_on_the_forward_strand()
    {
        var (forward, reverse) = (new ConsequenceCaller(Forward), new ConsequenceCaller(Reverse));
        var compared = 0;
        SimpleChange.Any.Sample(
            change =>
            {
                var start = 980 + (int)(change.Place * 700);
                var (deleted, inserted) = (Genome.Substring(start - 1, change.Deleted), change.Inserted);

                // A change that could stand in several places is written at the left on both strands, which is not the same place.
                if (deleted == inserted || (deleted.Length != inserted.Length && CanMove(start, deleted, inserted)))
                {
                    return;
                }

                var here = Called(forward, Genome, start, deleted, inserted);
                var there = Called(reverse, Mirror, MadeUpReference.Length + 2 - start - deleted.Length, Translation.Oriented(deleted, Strand.Reverse), Translation.Oriented(inserted, Strand.Reverse));
                Assert.Equal(here, there);
                compared += here.Length;
            },
            iter: 3000,
            threads: 1);
        Assert.True(compared > 100_000);
    }

    [Fact]
    public void Trimming_changes_how_an_allele_is_written_but_not_what_it_makes() => SimpleChange.Any.Sample(change =>
    {
        var start = 500 + (int)(change.Place * 300);
        var (before, after) = (Genome.Substring(start - 1, change.Deleted + 1), Genome[start - 1] + change.Inserted);
        var allele = TrimmedAllele.Of(start, Encoding.ASCII.GetBytes(before), Encoding.ASCII.GetBytes(after));
        var made = Genome[..(allele.Start - 1)] + Encoding.ASCII.GetString(allele.Inserted) + Genome[allele.End..];
        Assert.Equal(Genome[..(start - 1)] + after + Genome[(start - 1 + before.Length)..], made);
        Assert.True(allele.Deleted.IsEmpty || allele.Inserted.IsEmpty || (allele.Deleted[0] != allele.Inserted[0] && allele.Deleted[^1] != allele.Inserted[^1]));
    });

    [Theory]
    [InlineData(Strand.Forward)]
    [InlineData(Strand.Reverse)]
    public void A_change_that_was_moved_to_its_end_stays_there(Strand strand) => SimpleChange.Indel.Sample(change =>
    {
        var start = 500 + (int)(change.Place * 300);
        Span<byte> scratch = stackalloc byte[64];
        var (before, after) = (Genome.Substring(start - 1, change.Deleted + 1), Genome[start - 1] + change.Inserted);
        var once = HgvsVariant.Of(Forward, 0, TrimmedAllele.Of(start, Encoding.ASCII.GetBytes(before), Encoding.ASCII.GetBytes(after)), strand, 1, Genome.Length, scratch);

        // Written as a VCF has it: the base before the change, then the change.
        var (first, last) = once.IsDuplication ? (once.End + 1, once.End) : (once.Start, once.End);
        var inserted = once.IsDuplication ? Genome.Substring(once.Start - 1, once.End - once.Start + 1) : Encoding.ASCII.GetString(once.Inserted);
        if (once.IsDuplication && strand == Strand.Reverse)
        {
            (first, last) = (once.Start, once.Start - 1);
        }

        var anchor = Genome.Substring(first - 2, 1);
        Span<byte> more = stackalloc byte[64];
        var twice = HgvsVariant.Of(Forward, 0, TrimmedAllele.Of(first - 1, Encoding.ASCII.GetBytes(anchor + Genome[(first - 1)..last]), Encoding.ASCII.GetBytes(anchor + inserted)), strand, 1, Genome.Length, more);
        Assert.Equal((once.Start, once.End, once.IsDuplication), (twice.Start, twice.End, twice.IsDuplication));
        Assert.True(once.IsDuplication || once.Inserted.SequenceEqual(twice.Inserted));
    });

    /// <summary>Two coding transcripts of three exons, one of which begins and ends incomplete, and one that does not code.</summary>
    private static string Genes(char strand, Func<int, int> at)
    {
        var lines = new StringBuilder();
        void Add(string type, int from, int to, string rest, int phase = -1) =>
            lines.Append(null, $"{type} {Math.Min(at(from), at(to))} {Math.Max(at(from), at(to))} . {strand} {(phase < 0 ? "." : phase.ToString(null, null))} {rest}\n");

        Add("gene", 1001, 1600, "ID=gene:G;Name=G");
        foreach (var (id, rest) in new[] { ("T", "biotype=protein_coding"), ("U", "biotype=protein_coding;tag=cds_start_NF"), ("N", "biotype=lncRNA") })
        {
            Add(id == "N" ? "lnc_RNA" : "mRNA", 1001, 1600, $"ID=transcript:{id};Parent=gene:G;{rest}");
            Add("exon", 1001, 1150, $"Parent=transcript:{id}");
            Add("exon", 1251, 1350, $"Parent=transcript:{id}");
            Add("exon", 1451, 1600, $"Parent=transcript:{id}");
        }

        Add("CDS", 1051, 1150, "ID=CDS:T;Parent=transcript:T", 0);
        Add("CDS", 1251, 1350, "ID=CDS:T;Parent=transcript:T", 2);
        Add("CDS", 1451, 1550, "ID=CDS:T;Parent=transcript:T", 1);
        Add("CDS", 1001, 1150, "ID=CDS:U;Parent=transcript:U", 2);
        Add("CDS", 1251, 1350, "ID=CDS:U;Parent=transcript:U", 2);
        Add("CDS", 1451, 1600, "ID=CDS:U;Parent=transcript:U", 1);
        return lines.ToString();
    }

    private static string RandomBases()
    {
        var random = new Random(7);
        var bases = Enumerable.Range(0, MadeUpReference.Length).Select(_ => "ACGT"[random.Next(4)]).ToArray();
        "ATG".CopyTo(0, bases, 1050, 3);
        "TAA".CopyTo(0, bases, 1547, 3);
        return new string(bases);
    }

    private static bool CanMove(int start, string deleted, string inserted)
    {
        var (before, after) = (Genome[start - 2], Genome[start - 1 + deleted.Length]);
        return deleted.Length == 0 ? inserted[0] == after || inserted[^1] == before
            : inserted.Length == 0 ? deleted[0] == after || deleted[^1] == before
            : deleted[0] == inserted[0] || deleted[^1] == inserted[^1];
    }

    private static string Called(ConsequenceCaller caller, string genome, int start, string deleted, string inserted)
    {
        var anchor = deleted.Length == inserted.Length ? "" : genome.Substring(start - 2, 1);
        var entries = CalledConsequence.Of(caller, "1", start - anchor.Length, anchor + deleted, anchor + inserted);
        string[] fields = ["Consequence", "Feature", "EXON", "INTRON", "HGVSc", "HGVSp", "cDNA_position", "CDS_position", "Protein_position", "Amino_acids", "Codons"];
        return string.Join('\n', entries.Select(entry => string.Join('|', fields.Select(field => entry[field]))).Order(StringComparer.Ordinal));
    }
}
