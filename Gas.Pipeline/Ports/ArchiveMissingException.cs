namespace Gas.Pipeline.Ports;

/// <summary>The vault does not have the archive that a row points to.</summary>
public sealed class ArchiveMissingException() : IOException("The vault does not have this archive.");
