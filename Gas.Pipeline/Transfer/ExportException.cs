namespace Gas.Pipeline.Transfer;

/// <summary>The folder cannot be used; the message is a sentence for the operator.</summary>
public sealed class ExportException(string message) : Exception(message);
