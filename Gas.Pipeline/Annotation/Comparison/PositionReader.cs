namespace Gas.Pipeline.Annotation.Comparison;

/// <summary>Reads a sorted file a position at a time.</summary>
internal sealed class PositionReader(AnnotatedFile file, string name, ContigOrder order)
{
    private AnnotatedRecord? _next;
    private bool _begun;

    /// <summary>The records of the present position; empty at the end.</summary>
    public List<AnnotatedRecord> Records { get; private set; } = [];

    /// <exception cref="VcfException">The file is not sorted.</exception>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        var last = Records.Count > 0 ? Records[0] : null;
        _next = _begun ? _next : await file.ReadAsync(cancellation);
        _begun = true;
        Records = [];
        while (_next is { } record && (Records.Count == 0 || order.Compare(Records[0], record) == 0))
        {
            if (Records.Count == 0 && last is not null && order.Compare(last, record) > 0)
            {
                throw new VcfException($"{name} is not sorted: {record.Contig}:{record.Position} comes after {last.Contig}:{last.Position}. Sort both files first, for example with bcftools sort.");
            }

            Records.Add(record);
            _next = await file.ReadAsync(cancellation);
        }
    }
}
