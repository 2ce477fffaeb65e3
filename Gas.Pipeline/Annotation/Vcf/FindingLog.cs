namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Writes findings into the log, as many as somebody will read, and counts the rest.</summary>
internal sealed class FindingLog(IProgress<string> log)
{
    private const int Shown = 100;

    private long _count;

    /// <summary>The first record that could not be used.</summary>
    public VcfFinding? FirstUnusable { get; private set; }

    public void Add(VcfFinding finding)
    {
        FirstUnusable ??= finding.Unusable ? finding : null;
        if (++_count <= Shown)
        {
            log.Report($"{(finding.Unusable ? "Skipped" : "Warning")}: {finding}");
        }
    }

    public void Close()
    {
        if (_count > Shown)
        {
            log.Report($"… and {_count - Shown:N0} more of these.");
        }
    }
}
