namespace Gas.Pipeline.Ports;

/// <summary>The file store has no room left. The service's fault, worth a retry when the operator has made room.</summary>
public sealed class FileStoreFullException(Exception inner) : IOException("The service's storage is full.", inner);
