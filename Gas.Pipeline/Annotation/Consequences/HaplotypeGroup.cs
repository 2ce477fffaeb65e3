namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Changes of one haplotype that act on the protein together: in one codon, or with the frame moved from the first to the last.</summary>
/// <param name="From">0-based offset in the spliced transcript of the first base that is replaced.</param>
/// <param name="To">Offset after the last one.</param>
/// <param name="Inserted">What stands there on the haplotype, in the direction of transcription.</param>
/// <param name="Name">The changes by HGVS, joined by <c>&amp;</c>, for example <c>c.608G&gt;A&amp;c.609G&gt;A</c>.</param>
internal sealed record HaplotypeGroup(int From, int To, byte[] Inserted, byte[] Name);
