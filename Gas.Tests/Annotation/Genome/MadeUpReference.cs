using Gas.Pipeline.Annotation.Genome;

namespace Gas.Tests.Annotation.Genome;

/// <summary>A reference written for a test: bases drawn from a fixed seed, with stretches put in by hand, and genes as GFF3 lines of which the tabs are written as blanks.</summary>
internal static class MadeUpReference
{
    public const int Length = 20_000;

    public static ReferenceBundle Create(string contig, string genes, params (int Position, string Bases)[] written)
    {
        var random = new Random(20);
        var bases = Enumerable.Range(0, Length).Select(_ => "ACGT"[random.Next(4)]).ToArray();
        foreach (var (position, text) in written)
        {
            text.CopyTo(0, bases, position - 1, text.Length);
        }

        var folder = Directory.CreateTempSubdirectory("gas-made-up-");
        try
        {
            var fasta = Path.Combine(folder.FullName, "r.fa");
            var gff = Path.Combine(folder.FullName, "r.gff3");
            File.WriteAllText(fasta, $">{contig} made up\n{new string(bases)}\n");
            var lines = genes.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            File.WriteAllLines(gff, lines.Select(line => line.StartsWith('#') ? line : string.Join('\t', [contig, "test", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)])));
            return ReferenceBundle.Load("made-up", fasta, gff);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
