using System.Text;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Tests.Annotation.Genome;

/// <summary>Translates in the plainest way, from strings, as a check that shares nothing with the engine.</summary>
internal static class Translation
{
    private const string Order = "TCAG";
    private const string AminoAcids = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG";

    /// <summary>Every whole codon, stops included.</summary>
    public static string Of(string coding)
    {
        var protein = new StringBuilder();
        for (var i = 0; i + 2 < coding.Length; i += 3)
        {
            protein.Append(AminoAcids[(16 * Order.IndexOf(coding[i])) + (4 * Order.IndexOf(coding[i + 1])) + Order.IndexOf(coding[i + 2])]);
        }

        return protein.ToString();
    }

    public static string Of(ReferenceBundle bundle, Transcript transcript) => Of(Spliced(bundle, transcript)[transcript.CodingStart..transcript.CodingEnd]);

    /// <summary>The transcript's bases in the direction of transcription.</summary>
    public static string Spliced(ReferenceBundle bundle, Transcript transcript) =>
        string.Concat(transcript.Exons.Select(exon => Oriented(Encoding.ASCII.GetString(bundle.Sequence(transcript.Contig, exon.Start, exon.Length)), transcript.Strand)));

    public static string Oriented(string bases, Strand strand) =>
        strand == Strand.Forward ? bases : string.Concat(bases.Reverse().Select(nucleotide => "TGCA"["ACGT".IndexOf(nucleotide)]));
}
