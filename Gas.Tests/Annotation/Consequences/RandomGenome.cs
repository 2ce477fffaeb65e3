using System.Text;
using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>A small genome drawn at random with genes that read from a start to a stop codon, on both strands, and variants of it.</summary>
internal sealed class RandomGenome
{
    private readonly Random _random;
    private readonly StringBuilder _genome = new();
    private readonly StringBuilder _genes = new("##gff-version 3\n");

    public RandomGenome(int seed)
    {
        _random = new Random(seed);
        for (var gene = 1; gene <= 6; gene++)
        {
            _genome.Append(Bases(300));
            AddGene(gene);
        }

        _genome.Append(Bases(300));
    }

    public string Bases() => _genome.ToString();

    public string Fasta => $">1\n{_genome}\n";

    public string Genes => _genes.ToString();

    /// <summary>A sorted VCF without samples.</summary>
    public string Variants(int count)
    {
        var text = new StringBuilder($"##fileformat=VCFv4.2\n##contig=<ID=1,length={_genome.Length}>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
        var genome = Bases();
        foreach (var position in Enumerable.Range(0, count).Select(_ => _random.Next(100, genome.Length - 100)).Distinct().Order())
        {
            var length = 1 + Math.Min(12, (int)(-2 * Math.Log(1 - _random.NextDouble())));
            var (before, after) = _random.Next(5) switch
            {
                0 => (genome.Substring(position - 1, length + 1), genome.Substring(position - 1, 1)),
                1 => (genome.Substring(position - 1, 1), genome[position - 1] + Bases(length)),
                2 => (genome.Substring(position - 1, 3), Bases(3)),
                _ => (genome.Substring(position - 1, 1), Bases(1)),
            };
            if (before != after)
            {
                text.Append(null, $"1\t{position}\t.\t{before}\t{after}\t.\t.\t.\n");
            }
        }

        return text.ToString();
    }

    private void AddGene(int number)
    {
        var coding = "ATG" + string.Concat(Enumerable.Range(0, _random.Next(30, 120)).Select(_ => Codon())) + "TAA";
        var (leader, trailer) = (_random.Next(10, 60), _random.Next(10, 60));
        var spliced = Bases(leader) + coding + Bases(trailer);
        var exons = new List<(int From, int To)>();
        for (var from = 0; from < spliced.Length; from = exons[^1].To)
        {
            var to = from + _random.Next(40, 160);
            exons.Add((from, spliced.Length - to < 40 ? spliced.Length : to));
        }

        var (gene, placed) = (new StringBuilder(), new List<(int Start, int End, int From, int To)>());
        foreach (var (from, to) in exons)
        {
            if (gene.Length > 0)
            {
                gene.Append("GT").Append(Bases(_random.Next(60, 200))).Append("AG");
            }

            placed.Add((gene.Length, gene.Length + to - from - 1, from, to));
            gene.Append(spliced[from..to]);
        }

        Describe(number, _random.Next(2) == 0 ? '+' : '-', gene.ToString(), placed, leader, leader + coding.Length);
    }

    private void Describe(int number, char strand, string gene, List<(int Start, int End, int From, int To)> exons, int codingFrom, int codingTo)
    {
        var offset = _genome.Length + 1;
        (int, int) Place(int start, int end) => strand == '+' ? (offset + start, offset + end) : (offset + gene.Length - 1 - end, offset + gene.Length - 1 - start);
        void Add(string type, int start, int end, string phase, string attributes)
        {
            var (first, last) = Place(start, end);
            _genes.Append(null, $"1\tensembl\t{type}\t{first}\t{last}\t.\t{strand}\t{phase}\t{attributes}\n");
        }

        Add("gene", 0, gene.Length - 1, ".", $"ID=gene:G{number};Name=G{number};biotype=protein_coding;gene_id=G{number}");
        Add("mRNA", 0, gene.Length - 1, ".", $"ID=transcript:T{number};Parent=gene:G{number};biotype=protein_coding;transcript_id=T{number}");
        foreach (var (start, end, from, to) in strand == '+' ? exons : Enumerable.Reverse(exons))
        {
            Add("exon", start, end, ".", $"Parent=transcript:T{number}");
            var (first, last) = (Math.Max(from, codingFrom), Math.Min(to, codingTo));
            if (from < codingFrom)
            {
                Add("five_prime_UTR", start, start + Math.Min(to, codingFrom) - from - 1, ".", $"Parent=transcript:T{number}");
            }

            if (first < last)
            {
                Add("CDS", start + first - from, start + last - from - 1, ((3 - ((first - codingFrom) % 3)) % 3).ToString(null, null), $"ID=CDS:T{number};Parent=transcript:T{number}");
            }

            if (to > codingTo)
            {
                Add("three_prime_UTR", start + Math.Max(from, codingTo) - from, end, ".", $"Parent=transcript:T{number}");
            }
        }

        _genome.Append(strand == '+' ? gene : Translation.Oriented(gene, Strand.Reverse));
    }

    private string Codon()
    {
        while (true)
        {
            var codon = Bases(3);
            if (codon is not ("TAA" or "TAG" or "TGA"))
            {
                return codon;
            }
        }
    }

    private string Bases(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "ACGT"[_random.Next(4)]));
}
