namespace Gas.Pipeline.Annotation.Genome;

/// <summary>
/// Reads transcripts from GFF3 as Ensembl, GENCODE, RefSeq, SGD and GenBank's viral and organelle records (coding sequences directly below a gene) write it. One contig is held at a time.
/// Untranslated regions need not be given: they are exon minus coding sequence.
/// </summary>
internal static class Gff3Reader
{
    /// <exception cref="ReferenceException">A line cannot be read; the message names file and line.</exception>
    public static IEnumerable<Gff3Contig> Read(TextReader reader, string file)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        Gff3ContigReader? contig = null;
        var number = 0L;
        while (reader.ReadLine() is { } line && !line.StartsWith("##FASTA", StringComparison.Ordinal) && !line.StartsWith('>'))
        {
            number++;
            var feature = Parse(line, number, file);
            if (feature is null)
            {
                continue;
            }

            if (contig is null || contig.Name != feature.Contig)
            {
                if (contig is not null)
                {
                    yield return contig.Finish();
                }

                contig = done.Add(feature.Contig) ? new Gff3ContigReader(feature.Contig) : throw new ReferenceException($"Line {number} of {file}: the lines of {feature.Contig} are not all together. Sort the file by its first column.");
            }

            Add(contig, feature, number, file);
        }

        if (contig is not null)
        {
            yield return contig.Finish();
        }
    }

    private static Gff3Feature? Parse(string line, long number, string file)
    {
        try
        {
            return Gff3Feature.Parse(line);
        }
        catch (FormatException problem)
        {
            throw new ReferenceException($"Line {number} of {file} cannot be read as GFF3: {problem.Message}.", problem);
        }
    }

    private static void Add(Gff3ContigReader contig, Gff3Feature feature, long number, string file)
    {
        try
        {
            contig.Add(feature);
        }
        catch (FormatException problem)
        {
            throw new ReferenceException($"Line {number} of {file}: {problem.Message}.", problem);
        }
    }
}
