using System.Text;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Vcf;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Vcf;

/// <summary>Files that are no VCF, or no whole one: each is refused in a sentence, however it is packed.</summary>
public sealed class BadFileTests
{
    public static TheoryData<string, byte[], string> OtherKinds => new()
    {
        { "a PNG picture", [0x89, .. "PNG\r\n\x1A\n"u8, 0, 0, 0, 13], "PNG" },
        { "a ZIP archive", [.. "PK\x03\x04"u8, 20, 0, 0, 0, 8, 0], "ZIP" },
        { "an unpacked BCF", [.. "BCF\x02\x02"u8, 9, 0, 0, 0, .. "##fileformat=VCFv4.2\n"u8], "BCF" },
        { "a BCF as bcftools writes it", VcfText.Bgzip([.. "BCF\x02\x02"u8, 9, 0, 0, 0, .. "##fileformat=VCFv4.2\n"u8]), "BCF" },
        { "a BAM as samtools writes it", VcfText.Bgzip([.. "BAM\x01"u8, 9, 0, 0, 0, .. "@HD\tVN:1.6\n"u8]), "BAM" },
        { "a gzip of a ZIP archive", VcfText.Gzip([.. "PK\x03\x04"u8, 20, 0, 0, 0, 8, 0]), "ZIP" },
        { "a gzip of a gzip", VcfText.Gzip(VcfText.Gzip(VcfText.Utf8(VcfText.Sites("NC_045512.2 1 . A G . . .")))), "gzip" },
        { "a tabix index", VcfText.Bgzip([.. "TBI\x01"u8, 1, 0, 0, 0, 2, 0, 0, 0]), "index" },
        { "a web page", "<!DOCTYPE html>\n<html><body>Not found</body></html>"u8.ToArray(), "web page" },
        { "a web page in small letters", "\n<!doctype html>\n<html>"u8.ToArray(), "web page" },
        { "a FASTA file", ">NC_045512.2\nATTAAAGG\n"u8.ToArray(), "FASTA" },
        { "UTF-16 with its mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("##fileformat=VCFv4.2\n")], "UTF-16" },
        { "UTF-16 without its mark", Encoding.Unicode.GetBytes("##fileformat=VCFv4.2\n"), "UTF-16" },
        { "plain prose", "Dear all, please find the file attached.\n"u8.ToArray(), "##fileformat" },
        { "a VCF without its header", "NC_045512.2\t1\t.\tA\tG\t.\t.\t.\n"u8.ToArray(), "##fileformat" },
        { "an older VCF", "##fileformat=VCFv3.3\n"u8.ToArray(), "4.0" },
        { "a version with a sign", "##fileformat=VCFv4.-1\n"u8.ToArray(), "4.0" },
        { "nothing but NUL bytes", new byte[300_000], "##fileformat" },
    };

    [Theory]
    [MemberData(nameof(OtherKinds))]
    public async Task Another_kind_of_file_is_named(string kind, byte[] file, string word)
    {
        var fault = await VcfRun.RefuseAsync(file);
        Assert.True(fault.Message.Contains(word, StringComparison.Ordinal), $"{kind}: {fault.Message}");
        Assert.Equal(1, fault.Line);

        var early = VcfPreflight.Inspect(file.AsMemory(0, Math.Min(file.Length, VcfPreflight.Length)), file.Length <= VcfPreflight.Length, SharedData.SarsCoV2);
        Assert.True(early?.Message.Contains(word, StringComparison.Ordinal), $"{kind}, by its first bytes: {early?.Message}");
    }

    [Fact]
    public async Task An_empty_file_is_called_empty()
    {
        Assert.Contains("empty", (await VcfRun.RefuseAsync("")).Message);
        Assert.Contains("empty", (await VcfRun.RefuseAsync(VcfText.Gzip([]))).Message);
        Assert.Contains("empty", (await VcfRun.RefuseAsync(BgzfBlock.End.ToArray())).Message);
    }

    [Theory]
    [InlineData("##fileformat=VCFv4.2", 1)]
    [InlineData("##fileformat=VCFv4.2\n##source=x\n", 2)]
    public async Task A_header_that_ends_early_is_said_to(string text, long line)
    {
        var fault = await VcfRun.RefuseAsync(text);
        Assert.Equal((line, "header"), (fault.Line, fault.Field));
        Assert.Contains("#CHROM", fault.Message);
    }

    [Fact]
    public async Task A_file_without_records_gives_one_without_records()
    {
        var run = await VcfRun.AnnotateAsync(VcfText.Sites());
        Assert.Empty(run.Records);
        Assert.Equal((0, true), (run.Summary.Records, run.Summary.Indexed));
    }

    [Fact]
    public async Task Wherever_a_compressed_file_is_cut_off_it_is_noticed()
    {
        foreach (var whole in (byte[][])[VcfText.Bgzip(ManyRecords(), 1000), VcfText.Gzip(ManyRecords())])
        {
            for (var length = 20; length < whole.Length; length += 97)
            {
                var fault = await VcfRun.RefuseAsync(whole[..length]);
                Assert.Contains("cut off", fault.Message);
            }
        }
    }

    [Fact]
    public async Task A_bgzip_file_that_lacks_only_its_last_block_is_cut_off()
    {
        var whole = VcfText.Bgzip(ManyRecords(), 1000);
        Assert.Contains("cut off", (await VcfRun.RefuseAsync(whole[..^BgzfBlock.End.Length])).Message);
        Assert.Contains("damaged", (await VcfRun.RefuseAsync([.. whole, .. "more"u8])).Message);
    }

    [Fact]
    public async Task A_flipped_bit_is_never_taken_for_data()
    {
        var text = ManyRecords();
        foreach (var whole in (byte[][])[VcfText.Bgzip(text, 1000), VcfText.Gzip(text)])
        {
            var expected = (await VcfRun.AnnotateAsync(whole)).Lines;
            for (var at = 20; at < whole.Length; at += 31)
            {
                var damaged = whole.ToArray();
                damaged[at] ^= 16;
                try
                {
                    // A bit of a block's own header may not matter; then all the text must still be there.
                    Assert.Equal(expected, (await VcfRun.AnnotateAsync(damaged)).Lines);
                }
                catch (VcfException fault)
                {
                    Assert.Contains("damaged", fault.Message);
                }
            }
        }
    }

    [Fact]
    public async Task A_line_without_an_end_is_not_read_to_its_end()
    {
        var endless = new EndlessStream(VcfText.Utf8(VcfText.Sites() + "NC_045512.2\t1\t.\tA\tG\t.\t.\tX="), "ACGT"u8.ToArray());
        var fault = await Assert.ThrowsAsync<VcfException>(() => VcfValidator.ValidateAsync(endless, strict: false, _ => { }, TestContext.Current.CancellationToken));
        Assert.Equal(4, fault.Line);
        Assert.Contains("64 MiB", fault.Message);
        Assert.InRange(endless.Given, VcfLimits.Line / 2, 2L * VcfLimits.Line);
    }

    [Fact]
    public async Task A_header_without_an_end_is_not_read_to_its_end()
    {
        var endless = new EndlessStream("##fileformat=VCFv4.2\n"u8.ToArray(), "##comment=more of the same\n"u8.ToArray());
        var fault = await Assert.ThrowsAsync<VcfException>(() => VcfValidator.ValidateAsync(endless, strict: false, _ => { }, TestContext.Current.CancellationToken));
        Assert.Contains("header is longer than 32 MiB", fault.Message);
        Assert.InRange(endless.Given, VcfLimits.Header, VcfLimits.Header + (4L * 1024 * 1024));
    }

    [Fact]
    public async Task A_file_that_grows_without_measure_is_not_unpacked_to_its_end()
    {
        var endless = new EndlessStream(VcfText.Gzip(VcfText.Utf8(VcfText.Sites())), Bomb());
        var fault = await Assert.ThrowsAsync<VcfException>(() => VcfValidator.ValidateAsync(endless, strict: false, _ => { }, TestContext.Current.CancellationToken));
        Assert.Contains("unpacked", fault.Message);
        Assert.InRange(endless.Given, 1, 4 * 1024 * 1024);
    }

    /// <summary>A gzip member of many short lines, packed as small as deflate can.</summary>
    private static byte[] Bomb()
    {
        var packed = new MemoryStream();
        var text = new byte[8 * 1024 * 1024];
        text.AsSpan().Fill((byte)'\n');
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.SmallestSize))
        {
            gzip.Write(text);
        }

        return packed.ToArray();
    }

    private static byte[] ManyRecords()
    {
        var bases = Encoding.ASCII.GetString(SharedData.SarsCoV2.Sequence(0, 1, 400));
        return VcfText.Utf8(VcfText.Sites([.. Enumerable.Range(1, 400).Select(position => $"NC_045512.2 {position} . {bases[position - 1]} {(bases[position - 1] == 'A' ? 'G' : 'A')} . PASS DP={position * 7919 % 1000}")]));
    }
}
