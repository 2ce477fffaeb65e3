using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>A spliced transcript, as it is or with one edit, read from its first codon. Index 0 is the first base of amino acid 1; a partial first codon is filled up with N.</summary>
internal readonly ref struct ReadingFrame
{
    private readonly ReadOnlySpan<byte> spliced;
    private readonly ReadOnlySpan<byte> inserted;
    private readonly int origin;
    private readonly int padding;
    private readonly int from;
    private readonly int to;
    private readonly GeneticCode code;
    private readonly ReadOnlySpan<RecodedCodon> recoded;
    private readonly int[] selenocysteines;
    private readonly bool startsWithMethionine;

    /// <param name="from">0-based offset in the spliced transcript of the first base that the edit replaces.</param>
    /// <param name="to">Offset after the last one.</param>
    /// <param name="inserted">In the direction of transcription.</param>
    public ReadingFrame(Transcript transcript, SplicedSequence sequence, int from, int to, ReadOnlySpan<byte> inserted)
    {
        spliced = sequence.Bases;
        selenocysteines = sequence.Selenocysteines;
        this.inserted = inserted;
        this.from = from;
        this.to = to;
        padding = transcript.Padding;
        origin = transcript.CodingStart - padding;
        code = transcript.GeneticCode;
        recoded = transcript.RecodedSpan;
        startsWithMethionine = code.Table == GeneticCode.VertebrateMitochondrial.Table && padding == 0 && !transcript.StartIncomplete;
        Length = spliced.Length - origin - (to - from) + inserted.Length;
    }

    public ReadingFrame(Transcript transcript, SplicedSequence sequence)
        : this(transcript, sequence, sequence.Bases.Length, sequence.Bases.Length, default)
    {
    }

    /// <summary>Bases from the first codon to the transcript's end, the 3' untranslated region included.</summary>
    public int Length { get; }

    /// <summary>Negative indexes reach into the 5' untranslated region where there is no padding.</summary>
    public byte this[int index]
    {
        get
        {
            var at = index + origin;
            if (padding > 0 && index < padding || at < 0 || index >= Length)
            {
                return (byte)'N';
            }

            return at < from ? spliced[at] : at < from + inserted.Length ? inserted[at - from] : spliced[at - inserted.Length + (to - from)];
        }
    }

    /// <summary>The 0-based amino acid; <see cref="GeneticCode.Unknown"/> where the sequence ends before the codon does.</summary>
    public byte AminoAcid(int index)
    {
        if (!recoded.IsEmpty && FindRecoded(index) is { } aminoAcid)
        {
            return aminoAcid;
        }

        var codon = BeforeEdit(index);
        var residue = codon >= 0 && 3 * index >= padding && codon + 3 <= spliced.Length
            ? code.Translate(spliced[codon], spliced[codon + 1], spliced[codon + 2])
            : code.Translate(this[3 * index], this[(3 * index) + 1], this[(3 * index) + 2]);
        return residue == GeneticCode.Stop && selenocysteines.Length > 0 && Array.BinarySearch(selenocysteines, BeforeEdit(index)) >= 0 ? (byte)'U'
            : index == 0 && startsWithMethionine && IsMitochondrialStart() ? (byte)'M'
            : residue;
    }

    /// <summary>Where the codon stood before the edit, as a 0-based offset in the spliced transcript; -1 where the edit has changed it.</summary>
    private int BeforeEdit(int index)
    {
        var at = (3 * index) + origin;
        return at + 3 <= from ? at : at >= from + inserted.Length ? at - inserted.Length + (to - from) : -1;
    }

    /// <summary>What a codon is read as by exception, where the edit has left the codon as it was.</summary>
    private byte? FindRecoded(int index)
    {
        var before = BeforeEdit(index);
        foreach (var codon in recoded)
        {
            if (codon.Offset == before)
            {
                return codon.AminoAcid;
            }
        }

        return null;
    }

    /// <summary>The first stop codon from amino acid <paramref name="start"/> on, or -1.</summary>
    public int FindStop(int start)
    {
        for (var i = start; (3 * i) + 2 < Length; i++)
        {
            if (AminoAcid(i) == GeneticCode.Stop)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Vertebrate mitochondria begin with ATT, ATC and GTG as well, read as methionine there (NCBI's table 2).</summary>
    private bool IsMitochondrialStart() => (this[0], this[1], this[2]) is ((byte)'A', (byte)'T', (byte)'T' or (byte)'C') or ((byte)'G', (byte)'T', (byte)'G');
}
