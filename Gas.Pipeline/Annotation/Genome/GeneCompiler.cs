using System.Text;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Turns a GFF3 file into a <see cref="TranscriptFile"/>, a contig at a time.</summary>
internal sealed class GeneCompiler(IReadOnlyList<ManifestContig> contigs)
{
    private readonly ContigNames names = new(BundleReader.ContigsOf(contigs));

    /// <summary>Transcripts written.</summary>
    public int Transcripts { get; private set; }

    /// <summary>Transcripts that reach beyond their contig; they are left out.</summary>
    public int Outside { get; private set; }

    /// <summary>Contigs of the file that the reference does not have.</summary>
    public List<string> Foreign { get; } = [];

    /// <summary>Other names that the file gives to contigs, by the contig's index.</summary>
    public Dictionary<int, IReadOnlyCollection<string>> Aliases { get; } = [];

    /// <exception cref="ReferenceException">The file cannot be read; the message names the line.</exception>
    public void Compile(TextReader gff3, string file, Stream output)
    {
        var writer = new TranscriptFileWriter(output, contigs.Count);
        foreach (var described in Gff3Reader.Read(gff3, file))
        {
            if (Find(described) is not (>= 0 and var index))
            {
                if (described.Transcripts.Count > 0)
                {
                    Foreign.Add(described.Name);
                }

                continue;
            }

            var contig = contigs[index];
            if (!Aliases.TryAdd(index, [described.Name, .. described.Aliases]))
            {
                throw new ReferenceException($"{file} describes {contig.Name} twice, as {described.Name} too. Leave one of them out.");
            }

            var transcripts = Built(described, index);
            writer.Add(index, transcripts);
            Transcripts += transcripts.Count;
        }

        writer.Finish();
    }

    private int Find(Gff3Contig described)
    {
        string[] candidates = [described.Name, .. described.Aliases];
        return candidates.Select(name => names.Find(Encoding.UTF8.GetBytes(name))).FirstOrDefault(index => index >= 0, -1);
    }

    private List<Transcript> Built(Gff3Contig described, int contig)
    {
        var code = GeneticCode.OfTable(contigs[contig].GeneticCode);
        var built = described.Transcripts.Select(source => TranscriptLayout.Build(source, contig, code)).OfType<Transcript>().ToList();
        Outside += built.RemoveAll(transcript => transcript.Start < 1 || transcript.End > contigs[contig].Length);
        return [.. built.OrderBy(transcript => transcript.Start).ThenBy(transcript => transcript.End)];
    }
}
