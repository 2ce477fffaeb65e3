namespace Gas.Pipeline.Embedded.Backup;

/// <summary>A backup cannot be made or restored; the message is a sentence for the operator that says why and what to do.</summary>
public sealed class BackupException(string message) : Exception(message);
