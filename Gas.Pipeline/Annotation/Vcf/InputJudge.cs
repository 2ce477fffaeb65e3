namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>
/// Judges the input while it is read: in strict mode the first violation ends the run; a file of another genome is refused, with words, as soon as
/// enough of it has been seen. Counts, and writes the findings into the log.
/// </summary>
internal sealed class InputJudge(AnnotationRequest request)
{
    private const int EnoughToJudge = 1000;

    private readonly FindingLog _findings = new(request.Log);
    private bool _judged;

    public ChunkTotals Totals { get; } = new();

    /// <exception cref="VcfException">Strict, and there is one.</exception>
    public void Judge(List<VcfFinding> findings)
    {
        if (request.Options.Strict && findings.Count > 0)
        {
            throw findings.MinBy(finding => finding.Line).ToException();
        }

        findings.ForEach(_findings.Add);
    }

    /// <param name="contigs">Those of the records so far.</param>
    public void Take(AnnotatedChunk chunk, IReadOnlyDictionary<string, long> contigs)
    {
        Totals.Add(chunk.Totals);
        Judge(chunk.Findings);
        JudgeReference(Totals.Records >= EnoughToJudge, contigs);
    }

    /// <summary>To be called after the last record.</summary>
    public void Finish(IReadOnlyDictionary<string, long> contigs)
    {
        JudgeReference(true, contigs);
        if (Totals.Records > 0 && Totals.Skipped == Totals.Records)
        {
            throw new VcfException($"None of the {Totals.Records:N0} records can be read. The first fault: {_findings.FirstUnusable}", _findings.FirstUnusable?.Line, _findings.FirstUnusable?.Field);
        }
    }

    /// <param name="obstacle">Why there is no index, or null.</param>
    public void Report(string? obstacle)
    {
        _findings.Close();
        request.Log.Report($"{Totals.Records:N0} records read, {Totals.Records - Totals.Skipped:N0} written, {Totals.Skipped:N0} skipped; {Totals.Mismatches:N0} with a REF that the reference does not have.");
        request.Log.Report(obstacle is null ? "Indexed." : $"No index: {obstacle}.");
        request.Log.Report("Done.");
    }

    private void JudgeReference(bool enough, IReadOnlyDictionary<string, long> contigs)
    {
        if (_judged || !enough || Totals.Records == Totals.Skipped)
        {
            return;
        }

        _judged = true;
        if (Totals.Compared == 0)
        {
            throw VcfPreflight.ForeignGenome(contigs.Keys, request.Reference);
        }

        if (Totals.Mismatches >= 10 && Totals.Mismatches * 2 > Totals.Compared)
        {
            throw new VcfException($"{Totals.Mismatches:N0} of the first {Totals.Compared:N0} REF alleles do not match {request.Reference.Title}. The file was called against another reference, or another version of it: choose that one. The first: {Totals.FirstMismatch}", Totals.FirstMismatch?.Line, "REF");
        }
    }
}
