namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Reads a FASTA file whole: names up to the first blank, bases in upper case, U as T.</summary>
internal static class FastaReader
{
    /// <exception cref="ReferenceException">The file is no FASTA.</exception>
    public static IReadOnlyList<(string Name, byte[] Bases)> Read(Stream stream, string file)
    {
        var sequences = new List<(string, byte[])>();
        var bases = new MemoryStream();
        string? name = null;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('>'))
            {
                Finish();
                name = line[1..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first : throw new ReferenceException($"{file} has a sequence without a name.");
                continue;
            }

            if (name is null && line.Length > 0)
            {
                throw new ReferenceException($"{file} is no FASTA file: it does not begin with '>'.");
            }

            foreach (var character in line.AsSpan().Trim())
            {
                bases.WriteByte(UpperCase(character));
            }
        }

        Finish();
        return sequences.Count > 0 ? sequences : throw new ReferenceException($"{file} holds no sequence.");

        void Finish()
        {
            if (name is not null)
            {
                sequences.Add((name, bases.ToArray()));
                bases.SetLength(0);
            }
        }
    }

    private static byte UpperCase(char character) => char.ToUpperInvariant(character) switch
    {
        'U' => (byte)'T',
        var upper and >= 'A' and <= 'Z' => (byte)upper,
        _ => (byte)'N',
    };
}
