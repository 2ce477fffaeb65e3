namespace Gas.Pipeline.Annotation.Index;

/// <summary>Looks for a text within others, whatever the case of its ASCII letters.</summary>
internal sealed class TextMatch
{
    private readonly byte[] _lower;
    private readonly byte _upperFirst;

    public TextMatch(byte[] text)
    {
        _lower = Array.ConvertAll(text, Lower);
        _upperFirst = _lower[0] is >= (byte)'a' and <= (byte)'z' ? (byte)(_lower[0] - 32) : _lower[0];
    }

    public bool IsIn(ReadOnlySpan<byte> text) => IndexIn(text) >= 0;

    /// <summary>Marks the lines that hold the text.</summary>
    public void MarkLines(ReadOnlySpan<byte> lines, bool[] marks)
    {
        for (var line = 0; IndexIn(lines) is >= 0 and var at;)
        {
            line += lines[..at].Count((byte)'\n');
            marks[line] = true;
            // One hit a line is enough.
            var end = lines[at..].IndexOf((byte)'\n');
            lines = lines[(at + end + 1)..];
            line++;
        }
    }

    private int IndexIn(ReadOnlySpan<byte> text)
    {
        for (var from = 0; text.Length - from >= _lower.Length;)
        {
            var at = text[from..(text.Length - _lower.Length + 1)].IndexOfAny(_lower[0], _upperFirst);
            if (at < 0)
            {
                return -1;
            }

            from += at;
            if (StartsHere(text[from..]))
            {
                return from;
            }

            from++;
        }

        return -1;
    }

    private bool StartsHere(ReadOnlySpan<byte> text)
    {
        // From the back: ids of one source begin alike.
        for (var i = _lower.Length - 1; i >= 0; i--)
        {
            if (Lower(text[i]) != _lower[i])
            {
                return false;
            }
        }

        return true;
    }

    private static byte Lower(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter + 32) : letter;
}
