namespace Gas.Pipeline.Annotation;

/// <summary>The input is at fault. The message is a sentence for the user that says what is wrong, where, and what to do.</summary>
public sealed class VcfException : Exception
{
    public VcfException(string message, long? line = null, string? field = null, Exception? inner = null)
        : base(message, inner)
    {
        Line = line;
        Field = field;
    }

    /// <summary>1-based line of the decompressed text, or null when the fault is in the file as a whole.</summary>
    public long? Line { get; }

    /// <summary>The column or header key at fault, for example <c>POS</c> or <c>##contig</c>.</summary>
    public string? Field { get; }
}
