namespace Gas.Pipeline.Annotation.Genome;

/// <summary>An installed reference is missing, damaged or cannot be read. The message is a sentence that names the reference or the file.</summary>
public sealed class ReferenceException : Exception
{
    public ReferenceException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
