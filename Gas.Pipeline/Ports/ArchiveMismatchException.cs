namespace Gas.Pipeline.Ports;

/// <summary>The bytes that were read are not those that the row describes.</summary>
public sealed class ArchiveMismatchException() : IOException("The file is not the one that was recorded: its length or its SHA-256 differs.");
