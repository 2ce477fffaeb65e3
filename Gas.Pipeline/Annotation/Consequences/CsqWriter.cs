using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Collects a record's CSQ entries as UTF-8 and gives them out, most severe first.</summary>
internal sealed class CsqWriter
{
    private readonly List<CsqEntry> entries = [];
    private readonly List<byte> suffix = [];
    private byte[] buffer = new byte[4096];
    private int length;
    private int entryStart;

    public int Count => entries.Count;

    /// <summary>Entries end with one field more, for <see cref="Haplotype"/>.</summary>
    public bool HasHaplotypes { get; init; }

    /// <summary>What the next entries say of the haplotype.</summary>
    public byte[] Haplotype { get; set; } = [];

    /// <summary>The entry that was given out first.</summary>
    public CsqEntry MostSevere => entries[0];

    /// <summary>What was written since the last <see cref="Begin"/>; valid until more is written.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    public void Begin()
    {
        entries.Clear();
        (length, entryStart) = (0, 0);
    }

    public void Append(byte character)
    {
        Ensure(1);
        buffer[length++] = character;
    }

    public void Append(ReadOnlySpan<byte> text)
    {
        Ensure(text.Length);
        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }

    public void Append(int number)
    {
        Ensure(11);
        Utf8Formatter.TryFormat(number, buffer.AsSpan(length), out var written);
        length += written;
    }

    /// <summary>Ends a field.</summary>
    public void Next() => Append((byte)'|');

    /// <summary>Leaves fields empty.</summary>
    public void Skip(int fields)
    {
        for (var i = 0; i < fields; i++)
        {
            Next();
        }
    }

    /// <summary>Has every entry from now on end with these bytes.</summary>
    public void EndWith(ReadOnlySpan<byte> text)
    {
        suffix.Clear();
        suffix.AddRange(text);
    }

    public void Finish(ConsequenceTerm term, Genome.Transcript? transcript, int distance)
    {
        if (HasHaplotypes)
        {
            Next();
            Append(Haplotype);
        }

        Append(CollectionsMarshal.AsSpan(suffix));
        entries.Add(new CsqEntry(term, transcript, distance, entries.Count, entryStart, length - entryStart));
        entryStart = length;
    }

    public void Flush(IBufferWriter<byte> output)
    {
        if (entries.Count > 1)
        {
            entries.Sort();
        }

        for (var i = 0; i < entries.Count; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            output.Write(buffer.AsSpan(entries[i].Start, entries[i].Length));
        }
    }

    private void Ensure(int more)
    {
        if (length + more > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + more));
        }
    }
}
