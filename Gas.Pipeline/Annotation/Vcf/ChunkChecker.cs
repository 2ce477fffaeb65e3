namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Goes through chunks to check their records only.</summary>
internal sealed class ChunkChecker(VcfHeader header)
{
    private readonly RecordRules _rules = new(header);

    public long Records { get; private set; }

    public AnnotatedChunk Check(TextChunk chunk)
    {
        using var owned = chunk;
        var work = new AnnotatedChunkDraft();
        var line = chunk.FirstLine;
        var text = chunk.Text;
        for (var at = 0; at < text.Length; line++)
        {
            var end = text[at..].IndexOf((byte)'\n') is >= 0 and var length ? at + length : text.Length;
            var record = text[at..end];
            record = record is [.., (byte)'\r'] ? record[..^1] : record;
            Records += record.IsEmpty ? 0 : 1;
            if (record.IsEmpty)
            {
                work.Findings.Add(new VcfFinding(line, "record", "The line is empty.", end + 1 < text.Length));
            }
            else if (!VcfRecord.TryParse(record, out var parsed, out var fault))
            {
                work.Findings.Add(new VcfFinding(line, fault.Field, fault.Message, true));
            }
            else
            {
                _rules.Check(parsed, line, work.Findings);
                ChunkAnnotator.AddAlleles(parsed, line, work);
                work.AddPlace(parsed, parsed.Position, at, end, line);
            }

            at = end + 1;
        }

        return work.FinishUnpacked(chunk.RawBytes);
    }
}
