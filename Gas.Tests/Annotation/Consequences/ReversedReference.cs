using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>A made-up contig with one gene on the reverse strand: the reverse complement of SARS-CoV-2's ORF8 and its surroundings.</summary>
internal static class ReversedReference
{
    public static ReferenceBundle Create()
    {
        var genome = System.Text.Encoding.ASCII.GetString(SharedData.SarsCoV2.Sequence(0, 27_794, 666));
        var folder = Directory.CreateTempSubdirectory("gas-reversed-");
        try
        {
            var fasta = Path.Combine(folder.FullName, "r.fa");
            var genes = Path.Combine(folder.FullName, "r.gff3");
            File.WriteAllText(fasta, $">r\n{Translation.Oriented(genome, Strand.Reverse)}\n");

            // ORF8 is 27,894 to 28,259: from offset 100 to 466 of 666.
            File.WriteAllText(genes, "r\t.\tgene\t101\t666\t.\t-\t.\tID=gene:G;Name=G\nr\t.\tmRNA\t101\t666\t.\t-\t.\tID=transcript:reverse;Parent=gene:G;biotype=protein_coding\n"
                + "r\t.\texon\t101\t666\t.\t-\t.\tParent=transcript:reverse\nr\t.\tCDS\t201\t566\t.\t-\t0\tParent=transcript:reverse;ID=CDS:P\n");
            return ReferenceBundle.Load("reversed", fasta, genes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
