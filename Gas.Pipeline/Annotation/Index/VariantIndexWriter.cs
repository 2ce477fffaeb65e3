using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>
/// Writes a variant index: the groups as they come, one a chunk, and behind them a directory that says where each lies, here and in the result.
/// Only the directory grows with the file, by some hundred bytes for a mebibyte of text.
/// </summary>
internal sealed class VariantIndexWriter(Stream output)
{
    /// <summary>Ends the file; the last two digits are the version.</summary>
    public static ReadOnlySpan<byte> Magic => "GASVAR01"u8;

    private readonly List<VariantGroupPlace> _groups = [];
    private long _written;

    /// <param name="blocks">The result's blocks that hold the group's text: where each begins in the file, and in the text.</param>
    public async Task WriteAsync(VariantGroupBytes group, IReadOnlyList<TextBlock> blocks, CancellationToken cancellation)
    {
        _groups.Add(new VariantGroupPlace(_written, group.Bytes.Length, group.Rows, XxHash3.HashToUInt64(group.Bytes.Span), blocks));
        await output.WriteAsync(group.Bytes, cancellation);
        _written += group.Bytes.Length;
    }

    /// <param name="columnLine">The result's line that names the columns.</param>
    /// <param name="isPacked">Whether the result is bgzip.</param>
    public async Task FinishAsync(ConsequenceLayout? layout, ReadOnlyMemory<byte> columnLine, bool isPacked, CancellationToken cancellation)
    {
        var directory = new MemoryStream();
        using (var writer = new BinaryWriter(directory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(isPacked);
            writer.Write(layout?.Key ?? "");
            writer.Write(string.Join('|', layout?.Fields ?? []));
            writer.Write(columnLine.Length);
            writer.Write(columnLine.Span);
            writer.Write(_groups.Count);
            foreach (var group in _groups)
            {
                group.Write(writer);
            }
        }

        var tail = new byte[20];
        BinaryPrimitives.WriteUInt64LittleEndian(tail, XxHash3.HashToUInt64(directory.GetBuffer().AsSpan(0, (int)directory.Length)));
        BinaryPrimitives.WriteInt32LittleEndian(tail.AsSpan(8), (int)directory.Length);
        Magic.CopyTo(tail.AsSpan(12));
        directory.Write(tail);
        await output.WriteAsync(directory.GetBuffer().AsMemory(0, (int)directory.Length), cancellation);
    }
}
