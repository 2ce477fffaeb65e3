using System.Text;

namespace Gas.Pipeline.Annotation.Known;

/// <summary>Writes a <see cref="KnownFile"/> from alleles that come contig by contig and nearly sorted: two bins are held at a time.</summary>
internal sealed class KnownFileWriter
{
    private readonly Stream output;
    private readonly string source;
    private readonly IReadOnlyList<string> columns;
    private readonly List<(long Offset, int Length)>[] bins;
    private readonly HashSet<int> done = [];
    private readonly SortedDictionary<int, KnownBlockDraft> open = [];
    private long written;
    private int contig = -1;
    private int furthest;
    private long alleles;

    public KnownFileWriter(Stream output, string source, IReadOnlyList<string> columns, int contigs)
    {
        (this.output, this.source, this.columns) = (output, source, columns);
        bins = [.. Enumerable.Range(0, contigs).Select(_ => new List<(long, int)>())];
        Write(KnownFile.Magic);
    }

    public long Alleles => alleles;

    /// <summary>False where the allele comes too late: its contig, or its part of it, has been written.</summary>
    public bool TryAdd(int toContig, int position, ulong key, string[] texts)
    {
        if (toContig != contig)
        {
            Close(int.MaxValue);
            if (!done.Add(toContig))
            {
                return false;
            }

            (contig, furthest) = (toContig, 0);
        }

        var bin = position >> KnownFile.BinBits;
        if (bin < furthest - 1)
        {
            return false;
        }

        furthest = Math.Max(furthest, bin);
        Close(furthest - 1);
        if (!open.TryGetValue(bin, out var draft))
        {
            open[bin] = draft = new KnownBlockDraft(columns.Count + 1);
        }

        draft.Add(position, key, texts);
        alleles++;
        return true;
    }

    public void Finish()
    {
        Close(int.MaxValue);
        var contents = new MemoryStream();
        using (var writer = new BinaryWriter(contents, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(source);
            writer.Write(alleles);
            writer.Write(columns.Count);
            foreach (var column in columns)
            {
                writer.Write(column);
            }

            writer.Write(bins.Length);
            foreach (var list in bins)
            {
                writer.Write(list.Count);
                foreach (var (offset, length) in list)
                {
                    writer.Write(offset);
                    writer.Write(length);
                }
            }

            writer.Write(written);
        }

        Write(contents.GetBuffer().AsSpan(0, (int)contents.Length));
    }

    private void Close(int before)
    {
        foreach (var bin in open.Keys.TakeWhile(bin => bin < before).ToList())
        {
            var block = open[bin].ToBytes();
            open.Remove(bin);
            while (bins[contig].Count < bin)
            {
                bins[contig].Add((0, 0));
            }

            bins[contig].Add((written, block.Length));
            Write(block);
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        written += bytes.Length;
    }
}
