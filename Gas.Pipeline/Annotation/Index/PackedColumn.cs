using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>
/// A group's values of one column: as the distance from the least of them, or from the value before (whichever is narrower), in as few bytes as hold the largest distance.
/// A column that says the same everywhere takes no room but its head.
/// </summary>
internal readonly ref struct PackedColumn
{
    private const int Head = 18;

    private readonly ReadOnlySpan<byte> _data;
    private readonly int _width;
    private readonly bool _steps;
    private readonly int _base;
    private readonly int _first;

    public PackedColumn(ReadOnlySpan<byte> bytes)
    {
        (_width, _steps) = (bytes[0], bytes[1] != 0);
        _base = BinaryPrimitives.ReadInt32LittleEndian(bytes[2..]);
        _first = BinaryPrimitives.ReadInt32LittleEndian(bytes[6..]);
        Least = BinaryPrimitives.ReadInt32LittleEndian(bytes[10..]);
        Largest = BinaryPrimitives.ReadInt32LittleEndian(bytes[14..]);
        _data = bytes[Head..];
    }

    public int Least { get; }

    public int Largest { get; }

    public static void Write(ReadOnlySpan<int> values, IBufferWriter<byte> output)
    {
        var (least, largest, before) = (values[0], values[0], values[0]);
        var (shortest, longest) = (0L, 0L);

        // A column that says the same everywhere needs no second look.
        foreach (var value in values.ContainsAnyExcept(before) ? values : [])
        {
            (least, largest) = (Math.Min(least, value), Math.Max(largest, value));
            var step = (long)value - before;
            (shortest, longest) = (Math.Min(shortest, step), Math.Max(longest, step));
            before = value;
        }

        var (plain, stepped) = (WidthOf((long)largest - least), shortest < int.MinValue ? sizeof(uint) : WidthOf(longest - shortest));
        var steps = stepped < plain;
        var (width, from) = steps ? (stepped, (int)shortest) : (plain, least);
        var bytes = output.GetSpan(Head + (values.Length * width));
        (bytes[0], bytes[1]) = ((byte)width, (byte)(steps ? 1 : 0));
        BinaryPrimitives.WriteInt32LittleEndian(bytes[2..], from);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[6..], values[0]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[10..], least);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[14..], largest);
        Put(values, bytes[Head..], width, from, steps);
        output.Advance(Head + (values.Length * width));
    }

    public void Read(Span<int> values)
    {
        switch (_width)
        {
            case 0:
                values.Fill(_base);
                break;
            case 1:
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = _base + _data[i];
                }

                break;
            case 2:
                var pairs = MemoryMarshal.Cast<byte, ushort>(_data);
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = _base + pairs[i];
                }

                break;
            default:
                var whole = MemoryMarshal.Cast<byte, int>(_data);
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = _base + whole[i];
                }

                break;
        }

        if (_steps)
        {
            values[0] = _first;
            for (var i = 1; i < values.Length; i++)
            {
                values[i] += values[i - 1];
            }
        }
    }

    /// <summary>One value; after steps its time grows with the row's number.</summary>
    public int ValueOf(int row)
    {
        if (!_steps)
        {
            return _base + DistanceOf(row);
        }

        var value = _first;
        for (var i = 1; i <= row; i++)
        {
            value += _base + DistanceOf(i);
        }

        return value;
    }

    private int DistanceOf(int row) => _width switch
    {
        0 => 0,
        1 => _data[row],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(_data[(2 * row)..]),
        _ => BinaryPrimitives.ReadInt32LittleEndian(_data[(4 * row)..]),
    };

    private static int WidthOf(long range) => range switch { 0 => 0, <= byte.MaxValue => 1, <= ushort.MaxValue => sizeof(ushort), _ => sizeof(uint) };

    private static void Put(ReadOnlySpan<int> values, Span<byte> bytes, int width, int from, bool steps)
    {
        var pairs = MemoryMarshal.Cast<byte, ushort>(bytes);
        var whole = MemoryMarshal.Cast<byte, int>(bytes);
        var before = steps ? values[0] : 0;
        for (var i = 0; width > 0 && i < values.Length; i++)
        {
            var distance = values[i] - before - from;
            before = steps ? values[i] : 0;
            switch (width)
            {
                case 1:
                    bytes[i] = (byte)distance;
                    break;
                case sizeof(ushort):
                    pairs[i] = (ushort)distance;
                    break;
                default:
                    whole[i] = distance;
                    break;
            }
        }
    }
}
