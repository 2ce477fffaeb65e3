using System.Text;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Blazor.Genomes;

/// <summary>A reference's sequence as a FASTA file, a line a contig, read in place: nothing is written, and a range costs what it is long.</summary>
internal sealed class SequenceStream : Stream
{
    private readonly ReferenceBundle _reference;
    private readonly byte[][] _heads;

    /// <summary>Where the line that names each contig begins; one more for the end.</summary>
    private readonly long[] _starts;
    private long _position;

    public SequenceStream(ReferenceBundle reference)
    {
        _reference = reference;
        _heads = [.. reference.Contigs.Select(contig => Encoding.UTF8.GetBytes($">{contig.Name}\n"))];
        _starts = new long[_heads.Length + 1];
        for (var i = 0; i < _heads.Length; i++)
        {
            _starts[i + 1] = _starts[i] + _heads[i].Length + reference.Contigs[i].Length + 1;
        }
    }

    /// <summary>The index that goes with it (https://www.htslib.org/doc/faidx.html).</summary>
    public string Index => string.Concat(_reference.Contigs.Select((contig, i) => $"{contig.Name}\t{contig.Length}\t{_starts[i] + _heads[i].Length}\t{contig.Length}\t{contig.Length + 1}\n"));

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _starts[^1];

    public override long Position
    {
        get => _position;
        set => _position = Math.Clamp(value, 0, Length);
    }

    public override int Read(Span<byte> buffer)
    {
        var read = 0;
        while (read < buffer.Length && _position < Length)
        {
            read += ReadPart(buffer[read..]);
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => Length + offset };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>From here to the end of a contig's name, of its bases or of its line at most.</summary>
    private int ReadPart(Span<byte> buffer)
    {
        var contig = Array.BinarySearch(_starts, _position) is >= 0 and var exact ? exact : ~Array.BinarySearch(_starts, _position) - 1;
        var within = _position - _starts[contig];
        var (head, bases) = (_heads[contig], _reference.Contigs[contig].Length);
        var part = within < head.Length ? head.AsSpan((int)within)
            : within - head.Length < bases ? _reference.Sequence(contig, (int)(within - head.Length) + 1, (int)Math.Min(buffer.Length, bases - (within - head.Length)))
            : "\n"u8;
        var length = Math.Min(part.Length, buffer.Length);
        part[..length].CopyTo(buffer);
        _position += length;
        return length;
    }
}
