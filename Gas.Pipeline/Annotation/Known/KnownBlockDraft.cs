using System.Text;

namespace Gas.Pipeline.Annotation.Known;

/// <summary>Collects the alleles of one bin and writes them as a <see cref="KnownBlock"/>.</summary>
internal sealed class KnownBlockDraft(int columns)
{
    private readonly List<(int Position, ulong Key, int Order, string[] Texts)> alleles = [];

    /// <param name="texts">One for each column, the allele's own first.</param>
    public void Add(int position, ulong key, string[] texts) => alleles.Add((position, key, alleles.Count, texts));

    public byte[] ToBytes()
    {
        alleles.Sort((left, right) => (left.Position, left.Key, left.Order).CompareTo((right.Position, right.Key, right.Order)));
        var block = new MemoryStream();
        using var writer = new BinaryWriter(block);
        writer.Write(alleles.Count);
        alleles.ForEach(allele => writer.Write(allele.Position));
        alleles.ForEach(allele => writer.Write(allele.Key));
        var places = block.Position;
        block.Position += 4 * columns;
        for (var column = 0; column < columns; column++)
        {
            var start = (int)block.Position;
            block.Position = places + (4 * column);
            writer.Write(start);
            block.Position = start;
            WriteColumn(writer, column);
        }

        return block.ToArray();
    }

    private void WriteColumn(BinaryWriter writer, int column)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        var texts = new List<byte[]>();
        var coded = alleles.ConvertAll(allele => CodeOf(allele.Texts[column]));
        var width = texts.Count <= byte.MaxValue ? 1 : texts.Count <= ushort.MaxValue ? 2 : 4;
        writer.Write(width);
        foreach (var code in coded)
        {
            for (var i = 0; i < width; i++)
            {
                writer.Write((byte)(code >> (8 * i)));
            }
        }

        writer.Write(texts.Count);
        var end = 0;
        texts.ForEach(text => writer.Write(end += text.Length));
        texts.ForEach(writer.Write);

        int CodeOf(string text)
        {
            if (!codes.TryGetValue(text, out var code))
            {
                codes[text] = code = texts.Count;
                texts.Add(Encoding.UTF8.GetBytes(text));
            }

            return code;
        }
    }
}
