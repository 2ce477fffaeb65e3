namespace Gas.Pipeline.Annotation.Index;

/// <summary>Takes a text of an entry.</summary>
/// <param name="gravest">Whether the entry is graver than all before it.</param>
internal delegate void GeneTaker(ReadOnlySpan<byte> text, bool gravest);
