namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Packs text into blocks while it is being written, so that of a chunk that grows a hundredfold little more than a block is held, and that still near the processor.</summary>
/// <param name="text">What waits to be packed.</param>
internal sealed class BlockPacker(PooledText text, PooledText packed)
{
    public PooledText Packed => packed;

    /// <summary>Where each block begins in <see cref="Packed"/>.</summary>
    public List<int> Begins { get; } = [];

    /// <summary>All the text so far, packed or not.</summary>
    public int TextLength => checked((Begins.Count * BgzfBlock.TextLength) + text.WrittenCount);

    /// <summary>Packs the blocks that are full.</summary>
    public void PackFull()
    {
        if (text.WrittenCount < BgzfBlock.TextLength)
        {
            return;
        }

        var at = 0;
        for (; text.WrittenCount - at >= BgzfBlock.TextLength; at += BgzfBlock.TextLength)
        {
            Pack(text.WrittenSpan.Slice(at, BgzfBlock.TextLength));
        }

        text.RemoveFirst(at);
    }

    /// <summary>Packs all that is left; no text may follow.</summary>
    public void Finish()
    {
        PackFull();
        if (text.WrittenCount > 0)
        {
            Pack(text.WrittenSpan);
        }
    }

    private void Pack(ReadOnlySpan<byte> block)
    {
        Begins.Add(packed.WrittenCount);
        BgzfBlock.Append(block, packed, Begins.Count - 1);
    }
}
