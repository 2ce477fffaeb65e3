using System.Buffers.Binary;
using System.Text;

namespace Gas.Bench.Circuits;

/// <summary>Reads MessagePack as far as Blazor's messages go, in place.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public int ReadArray()
    {
        var head = Take(1)[0];
        return head switch
        {
            >= 0x90 and <= 0x9f => head & 0x0f,
            0xdc => (int)Number(2),
            _ => throw Unexpected("an array", head),
        };
    }

    public long ReadInteger()
    {
        var head = Take(1)[0];
        return head switch
        {
            <= 0x7f => head,
            >= 0xe0 => (sbyte)head,
            0xcc => Number(1),
            0xcd => Number(2),
            0xce => Number(4),
            0xcf => Number(8),
            0xd0 => (sbyte)Number(1),
            0xd1 => (short)Number(2),
            0xd2 => (int)Number(4),
            0xd3 => Number(8),
            _ => throw Unexpected("an integer", head),
        };
    }

    /// <summary>Null is read as nothing.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var head = Take(1)[0];
        return head switch
        {
            0xc0 => [],
            >= 0xa0 and <= 0xbf => Take(head & 0x1f),
            0xc4 or 0xd9 => Take((int)Number(1)),
            0xc5 or 0xda => Take((int)Number(2)),
            0xc6 or 0xdb => Take((int)Number(4)),
            _ => throw Unexpected("text or bytes", head),
        };
    }

    public string ReadText() => Encoding.UTF8.GetString(ReadBytes());

    /// <summary>A message's headers, of which Blazor sends none.</summary>
    public void SkipHeaders()
    {
        var head = Take(1)[0];
        if (head != 0x80)
        {
            throw Unexpected("no headers", head);
        }
    }

    private static InvalidDataException Unexpected(string wanted, byte head) => new($"Expected {wanted}, found 0x{head:x2}.");

    private long Number(int size)
    {
        Span<byte> whole = stackalloc byte[8];
        whole.Clear();
        Take(size).CopyTo(whole[(8 - size)..]);
        return BinaryPrimitives.ReadInt64BigEndian(whole);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
