namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>One allele's edit of a transcript's coding sequence, with the haplotypes that have it.</summary>
/// <param name="Allele">1 for the first alternate allele.</param>
/// <param name="From">0-based offset in the spliced transcript of the first base that is replaced.</param>
/// <param name="To">Offset after the last one.</param>
/// <param name="Inserted">In the direction of transcription.</param>
/// <param name="Name">HGVS on the transcript, without the accession.</param>
internal sealed record HaplotypeEdit(long Line, int Allele, int From, int To, byte[] Inserted, byte[] Name, Carrier[] Carriers);
