namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Where a record lies, in the genome and in its chunk's output: what the ordered stage needs to know of it.</summary>
/// <param name="Contig">Its name; records that follow each other share it.</param>
/// <param name="Position">1-based.</param>
/// <param name="End">1-based, included.</param>
/// <param name="TextStart">Where its line begins in the output text of the chunk.</param>
/// <param name="TextEnd">Where it ends, the line end included.</param>
/// <param name="Line">1-based line of the input.</param>
internal readonly record struct RecordPlace(byte[] Contig, int Position, int End, int TextStart, int TextEnd, long Line);
