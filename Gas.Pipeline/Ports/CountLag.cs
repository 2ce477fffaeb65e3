namespace Gas.Pipeline.Ports;

/// <summary>How long the provider's counts may lag behind the news of jobs; zero where a row and its count are one commit.</summary>
public sealed record CountLag(TimeSpan Time);
