namespace Gas.Pipeline.Ports;

/// <summary>The call was not made: its service has failed again and again, and is asked again soon.</summary>
public sealed class ServiceDownException(string service) : Exception($"{service} does not answer. It is asked again in a few seconds.");
