namespace Gas.Pipeline.Annotation.External;

/// <summary>An external tool is not there, failed, or did not do what it should: the service's fault. The message is a sentence that names the tool.</summary>
public sealed class AnnotatorException : Exception
{
    public AnnotatorException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
