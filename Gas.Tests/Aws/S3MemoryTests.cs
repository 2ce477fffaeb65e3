using System.Security.Cryptography;

namespace Gas.Tests.Aws;

/// <summary>Alone, because it looks at the memory of the whole process. The peer is another process.</summary>
[CollectionDefinition(nameof(S3MemoryTests), DisableParallelization = true)]
[Collection(nameof(S3MemoryTests))]
public sealed class S3MemoryTests
{
    private const int Piece = 64 * 1024;
    private const long Length = 100L << 20;

    [Fact]
    public async Task A_hundred_mebibytes_go_up_and_down_in_little_memory()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var aws = await AwsFiles.StartOnFauxqsAsync(cancellation);
        var piece = RandomNumberGenerator.GetBytes(Piece);
        await WriteAsync(aws, piece, Piece, cancellation);
        var before = GC.GetTotalAllocatedBytes();
        await using (var draft = await aws.Files.CreateAsync("results/large", cancellation))
        {
            for (long written = 0; written < Length; written += Piece)
            {
                await draft.Content.WriteAsync(piece, cancellation);
            }

            Assert.Equal(Length, (await draft.CommitAsync(cancellation)).Length);
        }

        await using var stream = (await aws.Files.OpenAsync("results/large", 0, cancellation))!;
        var buffer = new byte[Piece];
        for (long read = 0; read < Length; read += Piece)
        {
            await stream.ReadExactlyAsync(buffer, cancellation);
            Assert.True(piece.AsSpan().SequenceEqual(buffer));
        }

        var allocated = GC.GetTotalAllocatedBytes() - before;
        Assert.Equal(0, await stream.ReadAsync(buffer, cancellation));
        // Buffers and the SDK's own, all told, for twice as much that was moved.
        Assert.True(allocated < Length, $"{allocated >> 20} MiB were allocated for {Length >> 20} up and down.");
    }

    private static async Task WriteAsync(AwsFiles aws, byte[] content, int length, CancellationToken cancellation)
    {
        await using var draft = await aws.Files.CreateAsync("results/small", cancellation);
        await draft.Content.WriteAsync(content.AsMemory(0, length), cancellation);
        await draft.CommitAsync(cancellation);
    }
}
