using Gas.Pipeline.Annotation.Genome;

namespace Gas.Tests.Annotation.Genome;

/// <summary>The search for an exon begins where the one before ended; what it finds does not depend on that.</summary>
public sealed class FindExonTests
{
    private static readonly Lazy<ReferenceBundle> Made = new(() => MadeUpReference.Create("1", """
        gene 101 9000 . + . ID=gene:F;Name=F
        mRNA 101 9000 . + . ID=transcript:F;Parent=gene:F;biotype=protein_coding
        exon 101 200 . + . Parent=transcript:F
        exon 400 401 . + . Parent=transcript:F
        exon 600 2600 . + . Parent=transcript:F
        exon 8000 9000 . + . Parent=transcript:F
        CDS 150 200 . + 0 ID=CDS:F;Parent=transcript:F
        gene 301 7000 . - . ID=gene:R;Name=R
        mRNA 301 7000 . - . ID=transcript:R;Parent=gene:R;biotype=protein_coding
        exon 301 305 . - . Parent=transcript:R
        exon 307 900 . - . Parent=transcript:R
        exon 6000 7000 . - . Parent=transcript:R
        CDS 500 600 . - 0 ID=CDS:R;Parent=transcript:R
        """));

    [Fact]
    public void It_is_the_first_that_does_not_end_before_the_position()
    {
        var random = new Random(5);
        var transcripts = Made.Value.Transcripts.Concat(SharedData.SarsCoV2.Transcripts).ToList();
        Assert.Contains(transcripts, transcript => transcript.Strand == Strand.Reverse);
        foreach (var transcript in transcripts)
        {
            Assert.True(transcript.IsInOrder);
            var exons = transcript.Exons.ToList();
            for (var i = 0; i < 2000; i++)
            {
                // Far away as well as beside a border.
                var position = i % 2 == 0 ? random.Next(30_000) : exons[random.Next(exons.Count)].Start + random.Next(-3, 4);
                var expected = exons.FindIndex(exon => transcript.Strand == Strand.Forward ? exon.End >= position : exon.Start <= position);
                Assert.Equal(expected < 0 ? exons.Count : expected, transcript.FindExon(position));
            }
        }
    }
}
