namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Checks a VCF against the specification, without a reference and without writing anything.</summary>
public static class VcfValidator
{
    /// <summary>Reads the whole file and reports what is wrong with it, in the order of its lines.</summary>
    /// <param name="strict">False reports only what makes a record or the file unusable.</param>
    /// <returns>Records read, and violations found.</returns>
    /// <exception cref="VcfException">The file cannot be read at all.</exception>
    public static async Task<(long Records, long Violations)> ValidateAsync(Stream input, bool strict, Action<VcfFinding> report, CancellationToken cancellation)
    {
        await using var source = await VcfSource.OpenAsync(input, cancellation);
        var lines = new LineChunker(source);
        var findings = new List<VcfFinding>();
        var (header, rest) = await HeaderReader.ReadAsync(lines, findings, cancellation);
        var violations = 0L;
        void Flush()
        {
            foreach (var finding in findings.Where(finding => strict || finding.Unusable).OrderBy(finding => finding.Line))
            {
                violations++;
                report(finding);
            }

            findings.Clear();
        }

        Flush();
        var checker = new ChunkChecker(header);
        var order = new RecordOrder(new TabixIndex());
        for (var chunk = rest ?? await lines.ReadAsync(cancellation); chunk is not null; chunk = await lines.ReadAsync(cancellation))
        {
            var seen = checker.Check(chunk);
            findings.AddRange(seen.Findings);
            order.Add(seen, 0, findings);
            Flush();
        }

        return (checker.Records, violations);
    }
}
