namespace Gas.Pipeline.Annotation.Index;

/// <summary>The ids of a group's records, a line a record, each once and joined by <c>;</c>.</summary>
internal sealed class IdList
{
    private byte[] _text = new byte[1 << 16];
    private int _length;
    private int _start;

    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    /// <summary>Adds ids that are joined by <c>;</c> or <c>&amp;</c> to the record's.</summary>
    public void Take(ReadOnlySpan<byte> ids)
    {
        if (ids is [(byte)'.'])
        {
            return;
        }

        while (!ids.IsEmpty)
        {
            var end = ids.IndexOfAny((byte)';', (byte)'&');
            var id = end < 0 ? ids : ids[..end];
            ids = end < 0 ? default : ids[(end + 1)..];
            if (!id.IsEmpty && !Has(id))
            {
                Append(_length > _start ? ";"u8 : default);
                Append(id);
            }
        }
    }

    /// <summary>Ends the record's line; whether it has an id.</summary>
    public bool EndRecord()
    {
        var any = _length > _start;
        Append("\n"u8);
        _start = _length;
        return any;
    }

    public void Clear() => (_length, _start) = (0, 0);

    private void Append(ReadOnlySpan<byte> text)
    {
        if (_text.Length - _length < text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + text.Length));
        }

        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    private bool Has(ReadOnlySpan<byte> id)
    {
        var there = _text.AsSpan(_start, _length - _start);
        foreach (var part in there.Split((byte)';'))
        {
            if (there[part].SequenceEqual(id))
            {
                return true;
            }
        }

        return false;
    }
}
