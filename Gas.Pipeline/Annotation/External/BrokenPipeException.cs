namespace Gas.Pipeline.Annotation.External;

/// <summary>A tool has closed its standard input.</summary>
internal sealed class BrokenPipeException(IOException inner) : Exception(inner.Message, inner);
