namespace Gas.Pipeline.Annotation.Index;

/// <summary>Takes the gene of an entry.</summary>
/// <param name="gravest">Whether the entry is graver than all before it.</param>
internal delegate void GeneTaker(ReadOnlySpan<byte> name, bool gravest);
