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

    /// <summary>The entries as they came; most severe first once they were sorted.</summary>
    public ReadOnlySpan<CsqEntry> Entries => CollectionsMarshal.AsSpan(entries);

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
        Ensure(fields);
        buffer.AsSpan(length, fields).Fill((byte)'|');
        length += fields;
    }

    /// <summary>Has every entry from now on end with these bytes: what is known of the allele.</summary>
    public void EndWith(ReadOnlySpan<byte> text)
    {
        suffix.Clear();
        suffix.AddRange(text);
    }

    public void Finish(ConsequenceTerms terms, Genome.Transcript? transcript, int distance)
    {
        if (HasHaplotypes)
        {
            Next();
            Append(Haplotype);
        }

        Append(CollectionsMarshal.AsSpan(suffix));
        entries.Add(new CsqEntry(terms, transcript, distance, entries.Count, entryStart, length - entryStart, suffix.Count));
        entryStart = length;
    }

    public void Sort()
    {
        if (entries.Count > 1)
        {
            entries.Sort();
        }
    }

    /// <summary>What an entry ends with.</summary>
    public ReadOnlySpan<byte> KnownOf(in CsqEntry entry) => buffer.AsSpan(entry.Start + entry.Length - entry.Known, entry.Known);

    /// <summary>Appends the entries in their order, with commas between.</summary>
    public void Flush(IBufferWriter<byte> output)
    {
        var text = output.GetSpan(length + entries.Count);
        var written = 0;
        foreach (ref readonly var entry in Entries)
        {
            buffer.AsSpan(entry.Start, entry.Length).CopyTo(text[written..]);
            written += entry.Length;
            text[written++] = (byte)',';
        }

        output.Advance(Math.Max(written - 1, 0));
    }

    private void Ensure(int more)
    {
        if (length + more > buffer.Length)
        {
            Grow(more);
        }
    }

    private void Grow(int more) => Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + more));
}
