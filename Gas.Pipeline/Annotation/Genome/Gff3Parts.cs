using System.Globalization;
using System.Text.RegularExpressions;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Adds exons, coding parts and what their attributes say to the transcript that they belong to.</summary>
internal static partial class Gff3Parts
{
    private const byte Selenocysteine = (byte)'U';

    /// <exception cref="FormatException">An attribute cannot be read; the message says which.</exception>
    public static void Add(TranscriptSource transcript, Gff3Feature part)
    {
        if (part.Strand != transcript.Strand)
        {
            // Joined from both strands (trans-splicing): what lies on the transcript's own is kept, its ends are not its own.
            (transcript.StartIncomplete, transcript.EndIncomplete) = (true, true);
            return;
        }

        switch (part.Type)
        {
            case "CDS" when part["pseudo"] != "true":
                AddCoding(transcript, part);
                break;
            case "stop_codon_redefined_as_selenocysteine":
                transcript.Recoded.Add((part.Start, part.End, Selenocysteine));
                break;
            case "exon" or "noncoding_exon" or "CDS":
                transcript.Exons.Add((part.Start, part.End));
                break;
            default:
                transcript.Untranslated.Add((part.Start, part.End));
                break;
        }
    }

    private static void AddCoding(TranscriptSource transcript, Gff3Feature part)
    {
        var isFirst = transcript.CodingParts.Count == 0;
        transcript.CodingParts.Add((part.Start, part.End, part.Phase));
        ReadPartial(transcript, part);
        if (!isFirst)
        {
            return;
        }

        // Every part of a coding sequence repeats these.
        transcript.ProteinId = Protein(part);
        if (part["transl_table"] is { } table)
        {
            transcript.GeneticCode = int.TryParse(table, out var number) && GeneticCode.IsKnown(number) ? number : throw new FormatException($"transl_table={table} is not a genetic code that is known");
        }

        if (part["transl_except"] is { } exceptions)
        {
            ReadExceptions(transcript, exceptions);
        }
    }

    private static string? Protein(Gff3Feature part)
    {
        var id = part["protein_id"] ?? (part["ID"] is { } own ? Gff3Names.Bare(own) : null);
        return id is not null && part["version"] is { } version && !id.Contains('.', StringComparison.Ordinal) ? $"{id}.{version}" : id;
    }

    /// <summary>RefSeq writes <c>partial=true;start_range=.,START</c> where the lower end was not found, and <c>end_range=END,.</c> for the upper.</summary>
    private static void ReadPartial(TranscriptSource transcript, Gff3Feature part)
    {
        var (lower, upper) = (part["start_range"] is not null, part["end_range"] is not null);
        var forward = transcript.Strand == Strand.Forward;
        transcript.StartIncomplete |= forward ? lower : upper;
        transcript.EndIncomplete |= forward ? upper : lower;
    }

    /// <summary><c>(pos:complement(100..102),aa:Sec)</c>, several joined by commas (INSDC feature table, /transl_except).</summary>
    private static void ReadExceptions(TranscriptSource transcript, string text)
    {
        foreach (Match match in Exception().Matches(text))
        {
            var places = Number().Matches(match.Groups[1].Value).Select(number => int.Parse(number.Value, CultureInfo.InvariantCulture)).ToList();
            if (places.Count > 0)
            {
                transcript.Recoded.Add((places.Min(), places.Max(), OneLetter(match.Groups[2].Value)));
            }
        }
    }

    private static byte OneLetter(string aminoAcid) => aminoAcid switch
    {
        "Sec" => Selenocysteine,
        "TERM" => GeneticCode.Stop,
        _ => Consequences.AminoAcids.OneLetter(aminoAcid) ?? GeneticCode.Unknown,
    };

    [GeneratedRegex(@"\(pos:(.*?),\s*aa:(\w+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Exception();

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
