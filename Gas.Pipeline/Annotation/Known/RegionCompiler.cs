using System.Buffers;
using System.Globalization;
using System.Text;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Known;

/// <summary>Turns a BED file (https://samtools.github.io/hts-specs/BEDv1.pdf) into a <see cref="RegionFile"/>. The fourth column is what CSQ shows; without one it is the region itself.</summary>
internal sealed class RegionCompiler(ReferenceBundle reference, KnownSource source)
{
    private readonly List<(int Start, int End, int Text)>[] regions = [.. reference.Contigs.Select(_ => new List<(int, int, int)>())];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> texts = new();
    private long records;
    private long foreign;

    /// <exception cref="ReferenceException">The file cannot be read; the message names the line.</exception>
    public KnownReport Compile(Stream output)
    {
        BundleReader.Reading(source.Path, path =>
        {
            using var reader = new StreamReader(TextOrGzip.Open(path));
            for (var number = 1L; reader.ReadLine() is { } line; number++)
            {
                Take(line, number);
            }

            return true;
        });
        Write(output);
        return new KnownReport(source.Name, records, records - foreign, foreign, 0);
    }

    private void Take(string line, long number)
    {
        if (line.Length == 0 || line[0] == '#' || line.StartsWith("track", StringComparison.Ordinal) || line.StartsWith("browser", StringComparison.Ordinal))
        {
            return;
        }

        var columns = line.Split(line.Contains('\t', StringComparison.Ordinal) ? '\t' : ' ', StringSplitOptions.TrimEntries);
        if (columns.Length < 3 || !int.TryParse(columns[1], NumberStyles.None, null, out var start) || !int.TryParse(columns[2], NumberStyles.None, null, out var end) || end < start)
        {
            throw new ReferenceException($"Line {number} of {source.Path} is not BED: a contig, a start and an end that is not before it, separated by tabs.");
        }

        records++;
        if (reference.FindContig(Encoding.UTF8.GetBytes(columns[0])) is >= 0 and var contig)
        {
            var name = columns.Length > 3 && columns[3] is not ("" or ".") ? columns[3] : $"{columns[0]}:{start + 1}-{end}";
            regions[contig].Add((start + 1, Math.Max(end, start + 1), PlaceOf(KnownText.Clean(name))));
        }
        else
        {
            foreign++;
        }
    }

    private int PlaceOf(string text)
    {
        if (!places.TryGetValue(text, out var place))
        {
            places[text] = place = texts.WrittenCount;
            var bytes = Encoding.UTF8.GetBytes(text);
            texts.Write(BitConverter.GetBytes(bytes.Length));
            texts.Write(bytes);
        }

        return place;
    }

    private void Write(Stream output)
    {
        var (start, contents) = (output.Position, new List<(long Offset, int Count)>());
        using var writer = new BinaryWriter(output, Encoding.UTF8, leaveOpen: true);
        writer.Write(RegionFile.Magic);
        foreach (var list in regions)
        {
            list.Sort();
            writer.Flush();
            contents.Add((output.Position - start, list.Count));
            var furthest = 0;
            foreach (var (from, to, text) in list)
            {
                furthest = Math.Max(furthest, to);
                writer.Write(from);
                writer.Write(to);
                writer.Write(furthest);
                writer.Write(text);
            }
        }

        writer.Flush();
        var textsAt = output.Position - start;
        writer.Write(texts.WrittenSpan);
        writer.Flush();
        var contentsAt = output.Position - start;
        writer.Write(source.Name);
        writer.Write(textsAt);
        writer.Write(contents.Count);
        foreach (var (offset, count) in contents)
        {
            writer.Write(offset);
            writer.Write(count);
        }

        writer.Write(contentsAt);
    }
}
