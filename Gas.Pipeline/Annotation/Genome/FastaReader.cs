using System.Buffers;
using System.Text;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Reads a FASTA file as it comes: names up to the first blank, bases in upper case, U as T, anything else as N. Holds one buffer, however long the file is.</summary>
internal static class FastaReader
{
    private static readonly byte[] Bases = BuildTable();

    /// <summary>Copies the bases of all sequences, one after the other, to <paramref name="output"/>; gives their names and lengths.</summary>
    /// <exception cref="ReferenceException">The file is no FASTA.</exception>
    public static IReadOnlyList<(string Name, int Length)> Copy(Stream stream, string file, Stream output)
    {
        var sequences = new List<(string Name, int Length)>();
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
        var name = new StringBuilder();
        var inName = false;
        var isLineStart = true;
        try
        {
            while (stream.Read(buffer) is > 0 and var read)
            {
                for (var rest = buffer.AsSpan(0, read); !rest.IsEmpty;)
                {
                    if (isLineStart && rest[0] == (byte)'>')
                    {
                        (inName, isLineStart) = (true, false);
                        rest = rest[1..];
                        continue;
                    }

                    if (!inName && sequences.Count == 0 && !rest[..1].ContainsAny("\r\n"u8))
                    {
                        throw new ReferenceException($"{file} is no FASTA file: it does not begin with '>'.");
                    }

                    var end = rest.IndexOf((byte)'\n');
                    var part = end < 0 ? rest : rest[..end];
                    rest = end < 0 ? default : rest[(end + 1)..];
                    isLineStart = end >= 0;
                    if (inName)
                    {
                        name.Append(Encoding.UTF8.GetString(part));
                        if (isLineStart)
                        {
                            sequences.Add((FirstWord(name, file), 0));
                            inName = false;
                        }
                    }
                    else if (!part.IsEmpty)
                    {
                        Append(part, sequences, file, output);
                    }
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return sequences.Count > 0 ? sequences : throw new ReferenceException($"{file} holds no sequence.");
    }

    private static string FirstWord(StringBuilder line, string file)
    {
        var word = line.ToString().Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first : throw new ReferenceException($"{file} has a sequence without a name.");
        line.Clear();
        return word;
    }

    private static void Append(Span<byte> part, List<(string Name, int Length)> sequences, string file, Stream output)
    {
        part = part.TrimEnd(" \t\r"u8);
        foreach (ref var letter in part)
        {
            letter = Bases[letter];
        }

        output.Write(part);
        var (name, length) = sequences[^1];
        sequences[^1] = (name, length <= int.MaxValue - part.Length ? length + part.Length : throw new ReferenceException($"{name} in {file} has more bases than {int.MaxValue:N0}, which no contig has."));
    }

    private static byte[] BuildTable()
    {
        var table = new byte[256];
        Array.Fill(table, (byte)'N');
        foreach (var letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8)
        {
            table[letter] = table[letter | 0x20] = letter == (byte)'U' ? (byte)'T' : letter;
        }

        return table;
    }
}
