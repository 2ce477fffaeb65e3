using System.Buffers;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Cuts the text at line ends into chunks of about a quarter of a mebibyte, which can become ten times as much when it is annotated. The cuts depend on the text alone, so that the same input gives the same output.</summary>
internal sealed class LineChunker(VcfSource source)
{
    private const int ChunkLength = 256 * 1024;

    private byte[] _carry = [];
    private long _line = 1;
    private bool _ended;

    /// <summary>The next chunk, or null at the end. Its last line may lack its line end only at the end of the file.</summary>
    /// <exception cref="VcfException">A line is longer than any record can be.</exception>
    public async Task<TextChunk?> ReadAsync(CancellationToken cancellation)
    {
        if (_ended && _carry.Length == 0)
        {
            return null;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(ChunkLength, 2 * _carry.Length));
        _carry.CopyTo(buffer, 0);
        var length = _carry.Length;
        while (true)
        {
            var wanted = (length < ChunkLength ? ChunkLength : buffer.Length) - length;
            var read = await source.ReadAsync(buffer.AsMemory(length, wanted), cancellation);
            length += read;
            _ended = read < wanted;
            if (_ended || buffer.AsSpan(0, length).LastIndexOf((byte)'\n') >= 0)
            {
                break;
            }

            if (length >= VcfLimits.Line)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                throw new VcfException($"Line {_line} is longer than {VcfLimits.Line / (1024 * 1024)} MiB, which no VCF record is. The file is not a VCF, or its line ends are lost.", _line);
            }

            var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        var cut = _ended ? length : buffer.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
        _carry = buffer.AsSpan(cut, length - cut).ToArray();
        if (cut == 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return null;
        }

        var chunk = new TextChunk(buffer, cut, _line, source.RawBytes);
        _line += chunk.Text.Count((byte)'\n');
        return chunk;
    }
}
