using System.Text;
using CsCheck;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>Random changes of a coding sequence, applied and translated in the plainest way, against what the engine says of them.</summary>
public sealed class RandomChangeTests
{
    [Fact]
    public void The_protein_description_makes_the_protein_that_is_translated() =>
        SimpleChange.Any.Sample(change => Verify(SharedData.SarsCoV2, "GU280_gp09", change), iter: 20000);

    [Fact]
    public void The_protein_description_holds_for_a_gene_of_many_repeats() =>
        SimpleChange.Indel.Sample(change => Verify(SharedData.SarsCoV2, "GU280_gp10", change), iter: 20000);

    [Fact]
    public void The_protein_description_holds_on_the_reverse_strand()
    {
        var bundle = ReversedReference.Create();
        SimpleChange.Any.Sample(change => Verify(bundle, "reverse", change), iter: 20000);
    }

    private static void Verify(ReferenceBundle bundle, string transcriptId, SimpleChange change)
    {
        var transcript = bundle.Transcripts.Single(candidate => candidate.Id == transcriptId);
        var exon = transcript.Exons[0];
        var (first, last) = transcript.Strand == Strand.Forward
            ? (exon.Start + transcript.CodingStart, exon.Start + transcript.CodingEnd - 1)
            : (exon.End - transcript.CodingEnd + 1, exon.End - transcript.CodingStart);
        var position = first + (int)(change.Place * (last - first - change.Deleted));
        var genome = Encoding.ASCII.GetString(bundle.Sequence(0, 1, bundle.Contigs[0].Length));
        var anchor = genome[position - 1];
        var reference = anchor + genome.Substring(position, change.Deleted);
        var alternate = anchor + change.Inserted;
        var coding = genome[(first - 1)..last];
        var mutated = genome[(first - 1)..position] + change.Inserted + genome[(position + change.Deleted)..last];
        var before = Translation.Of(Translation.Oriented(coding, transcript.Strand));
        var after = Translation.Of(Translation.Oriented(mutated, transcript.Strand));
        if (reference == alternate)
        {
            return;
        }

        var entries = CalledConsequence.Of(new ConsequenceCaller(bundle), bundle.Contigs[0].Name, position, reference, alternate);
        var entry = entries.Single(candidate => candidate["Feature"] == transcriptId);
        Assert.Equal(genome[..position] + change.Inserted + genome[(position + change.Deleted)..], NucleotideDescription.Apply(entry["HGVSg"].Split(':')[1], genome));

        // Moved to the very end, or near the start, a change may be one of the untranslated region.
        Assert.True(entry.Coding.Contains('*') || entry.Coding.StartsWith("c.-", StringComparison.Ordinal) || Translation.Oriented(mutated, transcript.Strand) == NucleotideDescription.Apply(entry.Coding, Translation.Oriented(coding, transcript.Strand)), entry.Coding);
        CheckTerms(entry, before, after, alternate.Length - reference.Length);
        if (entry.Terms.Contains("start_retained_variant"))
        {
            // Before the second codon stands ATG still: the change is one of the untranslated region, written differently.
            Assert.EndsWith("ATG", Translation.Oriented(mutated, transcript.Strand)[..^(coding.Length - 3)]);
            Assert.Equal("p.Met1=", entry.Protein);
            return;
        }

        if (entry.Terms.Contains("start_lost"))
        {
            Assert.Equal("p.Met1?", entry.Protein);
            return;
        }

        var (protein, isPrefix, length) = ProteinDescription.Apply(entry.Protein, before)!.Value;
        var stop = after.IndexOf('*', StringComparison.Ordinal);
        var expected = stop < 0 ? after : after[..(stop + 1)];
        Assert.StartsWith(isPrefix || stop < 0 ? protein[..Math.Min(protein.Length, expected.Length)] : expected, expected);
        Assert.True(isPrefix || stop < 0 || protein == expected, $"{entry.Protein} makes {protein}, the translation {expected}.");
        Assert.True(length is null || stop < 0 || length == expected.Length, $"{entry.Protein} ends at {length}, the translation at {expected.Length}.");
    }

    private static void CheckTerms(CalledConsequence entry, string before, string after, int gained)
    {
        var stop = after.IndexOf('*', StringComparison.Ordinal);
        if (after[0] != 'M')
        {
            Assert.True(entry.Terms.Contains("start_lost") || entry.Terms.Contains("start_retained_variant"), entry["Consequence"]);
            return;
        }

        if (gained % 3 == 0 && stop >= 0 && after[..(stop + 1)] == before)
        {
            Assert.Contains(entry.Terms[0], (string[])["synonymous_variant", "stop_retained_variant", "inframe_deletion", "inframe_insertion"]);
        }
        else if (gained == 0 && stop == before.Length - 1)
        {
            Assert.Contains("missense_variant", entry.Terms);
        }

        Assert.Equal(gained % 3 != 0, entry.Terms.Contains("frameshift_variant") || (gained % 3 != 0 && entry.Terms.Contains("stop_retained_variant")));
    }
}
