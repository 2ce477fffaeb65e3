namespace Gas.Pipeline.Annotation.Index;

/// <summary>Where a group lies in the index, and its records in the result.</summary>
/// <param name="Hash">XXH3 of its bytes.</param>
internal sealed record VariantGroupPlace(long Start, int Length, int Rows, ulong Hash, IReadOnlyList<TextBlock> Blocks)
{
    public void Write(BinaryWriter writer)
    {
        writer.Write(Start);
        writer.Write(Length);
        writer.Write(Rows);
        writer.Write(Hash);
        writer.Write(Blocks.Count);
        foreach (var (fileStart, textStart) in Blocks)
        {
            writer.Write(fileStart);
            writer.Write(textStart);
        }
    }

    public static VariantGroupPlace Read(BinaryReader reader)
    {
        var (start, length, rows, hash) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadUInt64());
        var blocks = new TextBlock[reader.ReadInt32()];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = new TextBlock(reader.ReadInt64(), reader.ReadInt32());
        }

        return new VariantGroupPlace(start, length, rows, hash, blocks);
    }

    /// <summary>Where a place in the group's text lies in the result: a block, and bytes into its text.</summary>
    public (long FileStart, int Within) Find(int offset)
    {
        var (low, high) = (0, Blocks.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Blocks[middle].TextStart <= offset ? (middle, high) : (low, middle - 1);
        }

        return (Blocks[low].FileStart, offset - Blocks[low].TextStart);
    }
}
