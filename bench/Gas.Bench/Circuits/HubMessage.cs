using System.Buffers.Binary;
using System.Text;

namespace Gas.Bench.Circuits;

/// <summary>Messages to Blazor's hub, in the wire format that it calls "blazorpack": SignalR's MessagePack, each behind its length.</summary>
internal static class HubMessage
{
    public const int Invocation = 1;
    public const int Completion = 3;
    public const int Close = 7;

    /// <summary>Ends the greeting in either direction, which is JSON.</summary>
    public const byte EndOfGreeting = 0x1e;

    public static readonly byte[] Greeting = [.. "{\"protocol\":\"blazorpack\",\"version\":1}"u8, EndOfGreeting];

    /// <summary>Keeps the connection alive.</summary>
    public static readonly byte[] Ping = [0x02, 0x91, 0x06];

    /// <summary>A call of a method of the hub, with whole numbers, texts, truths and null; with an id where an answer is awaited.</summary>
    public static byte[] Call(string? id, string target, params ReadOnlySpan<object?> arguments)
    {
        using var body = new MemoryStream(256);
        body.Write([0x96, Invocation, 0x80]);
        Write(body, id);
        Write(body, target);
        body.WriteByte((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments)
        {
            Write(body, argument);
        }

        body.WriteByte(0x90);
        return [.. Prefix((int)body.Length), .. body.GetBuffer().AsSpan(0, (int)body.Length)];
    }

    /// <summary>Where the first whole message lies, or null while it has not all arrived.</summary>
    public static Range? Find(ReadOnlySpan<byte> bytes)
    {
        var (length, shift, index) = (0, 0, 0);
        while (index < bytes.Length)
        {
            var part = bytes[index++];
            length |= (part & 0x7f) << shift;
            if ((part & 0x80) == 0)
            {
                return bytes.Length - index >= length ? index..(index + length) : null;
            }

            shift += 7;
        }

        return null;
    }

    private static void Write(MemoryStream body, object? value)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        switch (value)
        {
            case null:
                body.WriteByte(0xc0);
                break;
            case bool truth:
                body.WriteByte(truth ? (byte)0xc3 : (byte)0xc2);
                break;
            case long whole:
                body.WriteByte(0xd3);
                BinaryPrimitives.WriteInt64BigEndian(number, whole);
                body.Write(number);
                break;
            case string text:
                body.WriteByte(0xdb);
                BinaryPrimitives.WriteInt32BigEndian(number, Encoding.UTF8.GetByteCount(text));
                body.Write(number[..sizeof(int)]);
                body.Write(Encoding.UTF8.GetBytes(text));
                break;
            default:
                throw new ArgumentException($"No such argument in a call: {value.GetType().Name}.", nameof(value));
        }
    }

    private static List<byte> Prefix(int length)
    {
        var prefix = new List<byte>();
        for (; length >= 0x80; length >>= 7)
        {
            prefix.Add((byte)(length | 0x80));
        }

        prefix.Add((byte)length);
        return prefix;
    }
}
