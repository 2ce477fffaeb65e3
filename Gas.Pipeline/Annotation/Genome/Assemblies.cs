using System.Globalization;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>
/// The human genome's assemblies by the lengths of their chromosomes, with their names in RefSeq (https://www.ncbi.nlm.nih.gov/assembly, GCF_000001405.25, GCF_000001405.40 and GCF_009914755.1).
/// No two share a length but for the mitochondrion, which therefore tells nothing.
/// </summary>
internal static class Assemblies
{
    private static readonly string[] Names = ["GRCh37 (hg19)", "GRCh38 (hg38)", "T2T-CHM13v2.0 (hs1)"];

    private static readonly Dictionary<(string Chromosome, long Length), (int Assembly, string RefSeq)> Chromosomes = Read("""
        1 249250621 NC_000001.10 248956422 NC_000001.11 248387328 NC_060925.1
        2 243199373 NC_000002.11 242193529 NC_000002.12 242696752 NC_060926.1
        3 198022430 NC_000003.11 198295559 NC_000003.12 201105948 NC_060927.1
        4 191154276 NC_000004.11 190214555 NC_000004.12 193574945 NC_060928.1
        5 180915260 NC_000005.9 181538259 NC_000005.10 182045439 NC_060929.1
        6 171115067 NC_000006.11 170805979 NC_000006.12 172126628 NC_060930.1
        7 159138663 NC_000007.13 159345973 NC_000007.14 160567428 NC_060931.1
        8 146364022 NC_000008.10 145138636 NC_000008.11 146259331 NC_060932.1
        9 141213431 NC_000009.11 138394717 NC_000009.12 150617247 NC_060933.1
        10 135534747 NC_000010.10 133797422 NC_000010.11 134758134 NC_060934.1
        11 135006516 NC_000011.9 135086622 NC_000011.10 135127769 NC_060935.1
        12 133851895 NC_000012.11 133275309 NC_000012.12 133324548 NC_060936.1
        13 115169878 NC_000013.10 114364328 NC_000013.11 113566686 NC_060937.1
        14 107349540 NC_000014.8 107043718 NC_000014.9 101161492 NC_060938.1
        15 102531392 NC_000015.9 101991189 NC_000015.10 99753195 NC_060939.1
        16 90354753 NC_000016.9 90338345 NC_000016.10 96330374 NC_060940.1
        17 81195210 NC_000017.10 83257441 NC_000017.11 84276897 NC_060941.1
        18 78077248 NC_000018.9 80373285 NC_000018.10 80542538 NC_060942.1
        19 59128983 NC_000019.9 58617616 NC_000019.10 61707364 NC_060943.1
        20 63025520 NC_000020.10 64444167 NC_000020.11 66210255 NC_060944.1
        21 48129895 NC_000021.8 46709983 NC_000021.9 45090682 NC_060945.1
        22 51304566 NC_000022.10 50818468 NC_000022.11 51324926 NC_060946.1
        X 155270560 NC_000023.10 156040895 NC_000023.11 154259566 NC_060947.1
        Y 59373566 NC_000024.9 57227415 NC_000024.10 62460029 NC_060948.1
        """);

    /// <summary>The assembly that most of these contigs belong to, by name and length; null where none is known.</summary>
    public static string? Recognise(IEnumerable<(string Name, long Length)> contigs)
    {
        var votes = new int[Names.Length];
        foreach (var (name, length) in contigs)
        {
            if (Find(name, length) is { } found)
            {
                votes[found.Assembly]++;
            }
        }

        var most = votes.Max();
        return most == 0 ? null : Names[Array.IndexOf(votes, most)];
    }

    /// <summary>What else a human chromosome of this name and length is called; the mitochondrion's RefSeq name goes by its length alone.</summary>
    public static IEnumerable<string> AliasesOf(string name, long length) => Find(name, length) is { } found
        ? [found.Chromosome, "chr" + found.Chromosome, found.RefSeq]
        : ContigNames.IsMitochondrion(name) && length == 16569 ? ["NC_012920.1"] : [];

    private static (int Assembly, string Chromosome, string RefSeq)? Find(string name, long length)
    {
        var chromosome = name.StartsWith("chr", StringComparison.Ordinal) ? name[3..] : name;
        if (Chromosomes.TryGetValue((chromosome, length), out var found))
        {
            return (found.Assembly, chromosome, found.RefSeq);
        }

        var byAccession = Chromosomes.FirstOrDefault(pair => pair.Value.RefSeq == name && pair.Key.Length == length);
        return byAccession.Key.Chromosome is { } known ? (byAccession.Value.Assembly, known, name) : null;
    }

    private static Dictionary<(string Chromosome, long Length), (int Assembly, string RefSeq)> Read(string table)
    {
        var chromosomes = new Dictionary<(string, long), (int, string)>();
        foreach (var line in table.Split('\n'))
        {
            var columns = line.Split(' ');
            for (var assembly = 0; assembly < Names.Length; assembly++)
            {
                chromosomes.Add((columns[0], long.Parse(columns[1 + (2 * assembly)], CultureInfo.InvariantCulture)), (assembly, columns[2 + (2 * assembly)]));
            }
        }

        return chromosomes;
    }
}
