namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Where a record lies, in the genome and in its chunk's output: what the ordered stage needs to know of it.</summary>
/// <param name="NameStart">Where its contig's name begins in the output text of the chunk.</param>
/// <param name="Position">1-based.</param>
/// <param name="End">1-based, included.</param>
/// <param name="TextEnd">Where its line ends in the output text of the chunk, the line end included.</param>
/// <param name="Line">1-based line of the input.</param>
internal readonly record struct RecordPlace(int NameStart, int NameLength, int Position, int End, int TextEnd, long Line);
