using System.Collections.Concurrent;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>What the chunks of one run hand on to each other: fresh memory for each would cost more than what is written into it.</summary>
internal sealed class ChunkBuffers
{
    public ConcurrentBag<byte[]> Texts { get; } = [];

    public ConcurrentBag<byte[]> Packed { get; } = [];

    public ConcurrentBag<List<RecordPlace>> Places { get; } = [];
}
