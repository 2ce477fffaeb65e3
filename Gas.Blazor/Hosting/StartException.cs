namespace Gas.Blazor.Hosting;

/// <summary>The server cannot be started; the message is a sentence for the operator that says why and what to do.</summary>
public sealed class StartException(string message) : Exception(message);
