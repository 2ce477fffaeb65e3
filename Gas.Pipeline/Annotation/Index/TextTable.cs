using System.IO.Hashing;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Different texts, numbered as they came. Looking one up that is there costs no memory.</summary>
internal sealed class TextTable
{
    private byte[] _bytes = new byte[1024];
    private int[] _ends = new int[64];
    private int[] _slots = new int[256];
    private int _last;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int number] => _bytes.AsSpan(StartOf(number), _ends[number] - StartOf(number));

    /// <summary>The text's number, a new one if need be.</summary>
    public int Add(ReadOnlySpan<byte> text)
    {
        // Neighbours say the same more often than not.
        return _last < Count && this[_last].SequenceEqual(text) ? _last : _last = Find(text);
    }

    public void Clear()
    {
        Count = 0;
        Array.Clear(_slots);
    }

    private int Find(ReadOnlySpan<byte> text)
    {
        var slot = (int)XxHash3.HashToUInt64(text) & (_slots.Length - 1);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (this[_slots[slot] - 1].SequenceEqual(text))
            {
                return _slots[slot] - 1;
            }
        }

        Append(text);
        _slots[slot] = Count;
        if (Count * 2 > _slots.Length)
        {
            Rehash(_slots.Length * 2);
        }

        return Count - 1;
    }

    private int StartOf(int number) => number == 0 ? 0 : _ends[number - 1];

    private void Append(ReadOnlySpan<byte> text)
    {
        var start = StartOf(Count);
        if (_bytes.Length - start < text.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, start + text.Length));
        }

        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
        }

        text.CopyTo(_bytes.AsSpan(start));
        _ends[Count++] = start + text.Length;
    }

    private void Rehash(int length)
    {
        _slots = new int[length];
        for (var i = 0; i < Count; i++)
        {
            var slot = (int)XxHash3.HashToUInt64(this[i]) & (length - 1);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (length - 1);
            }

            _slots[slot] = i + 1;
        }
    }
}
