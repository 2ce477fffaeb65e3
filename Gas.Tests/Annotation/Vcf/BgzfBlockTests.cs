using System.Buffers;
using System.Text;
using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Tests.Annotation.Vcf;

/// <summary>What is packed comes back, whichever of the two libraries packs and unpacks.</summary>
public sealed class BgzfBlockTests
{
    private static readonly string[] Kinds = ["empty", "one byte", "repeated", "records", "random", "a full block of random bytes"];

    public static TheoryData<string> Texts => [.. Kinds];

    [Theory]
    [MemberData(nameof(Texts))]
    public void LibdeflatesBlocksAreReadByZlibAtEachLevel(string kind)
    {
        SkipWithoutLibrary();
        var text = TextOf(kind);
        for (var level = 1; level <= 12; level++)
        {
            var packed = new byte[BgzfBlock.Length];
            var length = LibDeflate.Pack(text, packed, level);
            var back = new byte[text.Length];
            Assert.InRange(length, 1, packed.Length);
            Assert.True(BgzfBlock.UnpackWithZLib(new ArraySegment<byte>(packed, 0, length), back));
            Assert.Equal(text, back);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void ZlibsBlocksAreReadByLibdeflate(string kind)
    {
        SkipWithoutLibrary();
        var text = TextOf(kind);
        var packed = new byte[BgzfBlock.Length];
        var length = BgzfBlock.PackWithZLib(text, packed);
        var back = new byte[text.Length];

        // .NET's zlib writes nothing at all for an empty text, which is then stored.
        Assert.Equal(text.Length == 0, length == 0);
        Assert.True(length == 0 || LibDeflate.Unpack(packed.AsSpan(0, length), back));
        Assert.Equal(text, back);
    }

    [Fact]
    public void LibdeflateRefusesWhatIsDamagedOrOfAnotherLength()
    {
        SkipWithoutLibrary();
        var text = TextOf("records");
        var packed = new byte[BgzfBlock.Length];
        var length = LibDeflate.Pack(text, packed, 5);
        Assert.False(LibDeflate.Unpack(packed.AsSpan(0, length - 1), new byte[text.Length]));
        Assert.False(LibDeflate.Unpack(packed.AsSpan(0, length), new byte[text.Length - 1]));
        Assert.False(LibDeflate.Unpack(packed.AsSpan(0, length), new byte[text.Length + 1]));
        Assert.Equal(0, LibDeflate.Pack(TextOf("a full block of random bytes"), new byte[1000], 1));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task ManyBlocksComeBackInTheirOrder(string kind)
    {
        var text = Enumerable.Repeat(TextOf(kind), 9).SelectMany(part => part).ToArray();
        using var waiting = new PooledText([], 1);
        using var packed = new PooledText([], 1);
        var blocks = new BlockPacker(waiting, packed);
        foreach (var part in text.Chunk(50_021))
        {
            waiting.Write(part);
            blocks.PackFull();
            Assert.True(waiting.WrittenCount < BgzfBlock.TextLength);
        }

        Assert.Equal(text.Length, blocks.TextLength);
        blocks.Finish();
        var whole = new ArrayBufferWriter<byte>();
        BgzfBlock.AppendAll(text, whole);
        Assert.Equal(whole.WrittenSpan, packed.WrittenSpan);
        await using var reader = new BgzfReader(new MemoryStream([.. packed.WrittenSpan, .. BgzfBlock.End]));
        var back = new MemoryStream();
        await reader.CopyToAsync(back, TestContext.Current.CancellationToken);
        Assert.Equal(text, back.ToArray());
        Assert.Equal((text.Length + BgzfBlock.TextLength - 1) / BgzfBlock.TextLength, blocks.Begins.Count);
        Assert.All(blocks.Begins, begin => Assert.True(FileKind.IsBgzip(packed.WrittenSpan[begin..].ToArray())));
    }

    private static void SkipWithoutLibrary() =>
        Assert.SkipUnless(LibDeflate.IsThere || Environment.GetEnvironmentVariable("CI") is not null, "libdeflate is not on this machine (Debian: libdeflate0); results are packed with zlib.");

    private static byte[] TextOf(string kind)
    {
        var random = new byte[BgzfBlock.TextLength];
        new Random(7).NextBytes(random);
        return kind switch
        {
            "empty" => [],
            "one byte" => [65],
            "repeated" => Encoding.ASCII.GetBytes(new string('A', BgzfBlock.TextLength)),
            "records" => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(1, 1500).Select(i => $"20\t{i * 7}\t.\tA\tG\t50\tPASS\tCSQ=G|missense_variant|{i}\n"))),
            "random" => random[..1000],
            _ => random,
        };
    }
}
