namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Lays out exons and coding parts in the direction of transcription and finds the coding range in the spliced transcript.</summary>
internal static class TranscriptLayout
{
    /// <summary>The transcript, or null where the source gives it neither exons nor coding parts.</summary>
    public static Transcript? Build(TranscriptSource source, int contig, GeneticCode code)
    {
        code = source.GeneticCode is { } table ? GeneticCode.OfTable(table) : code;
        var runs = Runs(source);
        if (runs.Count == 0)
        {
            return null;
        }

        var exons = new Exon[runs.Count];
        var offset = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            var (start, end, number) = runs[i];
            exons[i] = new Exon(start, end, offset, number);
            offset += end - start + 1;
        }

        if (source.CodingParts.Count == 0)
        {
            return new Transcript(source.Names, contig, source.Strand, code, exons, -1, -1, 0, false, false, []);
        }

        var forward = source.Strand == Strand.Forward;
        var parts = InReadingOrder(source);
        var first = forward ? parts[0].Start : parts[0].End;
        var last = forward ? parts[^1].End : parts[^1].Start;

        // After a slippage the first match from the left is right for the start and the first from the right for the end.
        var codingStart = Offset(exons.First(exon => exon.Start <= first && first <= exon.End), first, forward);
        var codingEnd = Offset(exons.Last(exon => exon.Start <= last && last <= exon.End), last, forward) + 1;
        var recoded = source.Recoded.Select(codon => Recoded(codon, exons, forward)).OfType<RecodedCodon>().Where(codon => codon.Offset >= codingStart && codon.Offset < codingEnd);
        return new Transcript(source.Names, contig, source.Strand, code, exons, codingStart, codingEnd, source.Phase, source.StartIncomplete, source.EndIncomplete, [.. recoded.OrderBy(codon => codon.Offset)]);
    }

    private static RecodedCodon? Recoded((int Start, int End, byte AminoAcid) codon, Exon[] exons, bool forward)
    {
        var first = forward ? codon.Start : codon.End;
        var found = Array.FindIndex(exons, exon => exon.Start <= first && first <= exon.End);
        return found < 0 ? null : new RecodedCodon(Offset(exons[found], first, forward), codon.AminoAcid);
    }

    private static int Offset(Exon exon, int position, bool forward) => exon.CdnaStart + (forward ? position - exon.Start : exon.End - position);

    private static List<(int Start, int End)> InReadingOrder(TranscriptSource source)
    {
        var parts = source.CodingParts.Select(part => (part.Start, part.End)).Distinct().ToList();
        parts.Sort((left, right) => source.Strand == Strand.Forward ? left.CompareTo(right) : right.CompareTo(left));
        return parts;
    }

    /// <summary>Exons cut where the ribosome slips. Without exons (viral GenBank style) the coding parts and the untranslated regions that touch them stand for exons.</summary>
    private static List<(int Start, int End, int Number)> Runs(TranscriptSource source)
    {
        var forward = source.Strand == Strand.Forward;
        var parts = InReadingOrder(source);
        var exons = Covering(source, parts);
        exons.Sort((left, right) => forward ? left.CompareTo(right) : right.CompareTo(left));
        var runs = new List<(int, int, int)>();
        for (var i = 0; i < exons.Count; i++)
        {
            var (start, end) = exons[i];
            var inside = parts.FindAll(part => part.Start >= start && part.End <= end);
            for (var p = 0; p < inside.Count - 1; p++)
            {
                runs.Add(forward ? (start, inside[p].End, i + 1) : (inside[p].Start, end, i + 1));
                (start, end) = forward ? (inside[p + 1].Start, end) : (start, inside[p + 1].End);
            }

            runs.Add((start, end, i + 1));
        }

        return runs;
    }

    private static List<(int Start, int End)> Covering(TranscriptSource source, List<(int Start, int End)> parts)
    {
        var exons = Merged(source.Exons, touching: 0);
        if (exons.Count == 0)
        {
            return Merged([.. parts, .. source.Untranslated], touching: 1);
        }

        // Some files leave out the exon of a coding part; its bases are transcribed all the same.
        var uncovered = parts.Where(part => !exons.Exists(exon => exon.Start <= part.Start && part.End <= exon.End)).ToList();
        return uncovered.Count == 0 ? exons : Merged([.. exons, .. uncovered], touching: 1);
    }

    private static List<(int Start, int End)> Merged(List<(int Start, int End)> ranges, int touching)
    {
        var merged = new List<(int Start, int End)>();
        foreach (var range in ranges.Order())
        {
            if (merged.Count > 0 && range.Start <= merged[^1].End + touching)
            {
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, range.End));
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }
}
