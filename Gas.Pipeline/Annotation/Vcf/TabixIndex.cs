using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Gathers a tabix index (the TBI format of the hts-specs) while records are written in order.</summary>
internal sealed class TabixIndex
{
    /// <summary>Bases that the binning scheme can address.</summary>
    private const int LongestContig = 1 << 29;

    private const int WindowShift = 14;

    private readonly List<(byte[] Name, Dictionary<int, List<(ulong Begin, ulong End)>> Bins, List<ulong> Windows)> _contigs = [];
    private string? _obstacle;
    private int _bin = -1;
    private List<(ulong Begin, ulong End)> _chunks = [];

    /// <summary>Why there is no index, or null as long as there is one.</summary>
    public string? Obstacle => _obstacle;

    /// <summary>Begins a contig's records.</summary>
    public void BeginContig(byte[] name)
    {
        _contigs.Add((name, [], []));
        _bin = -1;
    }

    public void GiveUp(string reason) => _obstacle ??= reason;

    /// <param name="start">0-based.</param>
    /// <param name="end">0-based, excluded.</param>
    /// <param name="from">Virtual offset of the record's first byte.</param>
    /// <param name="to">Virtual offset after its last.</param>
    public void Add(int start, int end, ulong from, ulong to)
    {
        if (end > LongestContig)
        {
            GiveUp("a record lies beyond 512 Mb, which a tabix index cannot address");
            return;
        }

        var (_, bins, windows) = _contigs[^1];
        if (BinOf(start, end) is var bin && bin != _bin)
        {
            // Most records lie in the bin of the one before.
            _bin = bin;
            _chunks = CollectionsMarshal.GetValueRefOrAddDefault(bins, bin, out _) ??= [];
        }

        // Records side by side in one bin are one chunk.
        if (_chunks.Count > 0 && _chunks[^1].End >> 16 == from >> 16)
        {
            _chunks[^1] = (_chunks[^1].Begin, to);
        }
        else
        {
            _chunks.Add((from, to));
        }

        // Records come by their start, so that only windows not yet listed can lack their first record.
        while (windows.Count <= (end - 1) >> WindowShift)
        {
            windows.Add(windows.Count < start >> WindowShift ? 0 : from);
        }
    }

    /// <summary>The index file.</summary>
    public byte[] ToFile()
    {
        var text = new MemoryStream();
        text.Write("TBI\x01"u8);
        WriteInt(text, _contigs.Count);
        // Preset VCF, sequence in column 1, begin in column 2, no end column, comment character '#', no lines to skip.
        foreach (var value in (ReadOnlySpan<int>)[2, 1, 2, 0, '#', 0])
        {
            WriteInt(text, value);
        }

        WriteInt(text, _contigs.Sum(contig => contig.Name.Length + 1));
        foreach (var (name, _, _) in _contigs)
        {
            text.Write(name);
            text.WriteByte(0);
        }

        foreach (var (_, bins, windows) in _contigs)
        {
            Write(text, bins, windows);
        }

        var packed = new ArrayBufferWriter<byte>();
        BgzfBlock.AppendAll(text.GetBuffer().AsSpan(0, (int)text.Length), packed);
        packed.Write(BgzfBlock.End);
        return packed.WrittenSpan.ToArray();
    }

    private static void Write(MemoryStream text, Dictionary<int, List<(ulong Begin, ulong End)>> bins, List<ulong> windows)
    {
        WriteInt(text, bins.Count);
        foreach (var (bin, chunks) in bins.OrderBy(pair => pair.Key))
        {
            WriteInt(text, bin);
            WriteInt(text, chunks.Count);
            foreach (var (begin, end) in chunks)
            {
                WriteLong(text, begin);
                WriteLong(text, end);
            }
        }

        WriteInt(text, windows.Count);
        var last = 0UL;
        foreach (var window in windows)
        {
            // An empty window points to where the one before begins.
            last = window == 0 ? last : window;
            WriteLong(text, last);
        }
    }

    /// <summary>The smallest bin that holds the bases (UCSC's scheme, levels of 512 Mb to 16 kb).</summary>
    private static int BinOf(int start, int end)
    {
        end--;
        for (var (shift, offset) = (14, 4681); shift <= 26; shift += 3, offset = (offset - 1) / 8)
        {
            if (start >> shift == end >> shift)
            {
                return offset + (start >> shift);
            }
        }

        return 0;
    }

    private static void WriteInt(MemoryStream stream, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void WriteLong(MemoryStream stream, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        stream.Write(bytes);
    }
}
