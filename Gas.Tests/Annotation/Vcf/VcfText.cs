using System.Buffers;
using System.IO.Compression;
using System.Text;
using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Tests.Annotation.Vcf;

/// <summary>Small files written for a test, and the ways to pack them.</summary>
internal static class VcfText
{
    public const string Columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";

    public const string Contig = "NC_045512.2";

    /// <summary>A file without samples; blanks in <paramref name="records"/> stand for tabs.</summary>
    public static string Sites(params string[] records) => File($"##contig=<ID={Contig},length=29903>", records);

    /// <summary>The same with a header line of the test's choice.</summary>
    public static string File(string headerLine, params string[] records) =>
        $"##fileformat=VCFv4.2\n{headerLine}\n{Columns}\n" + string.Concat(records.Select(record => record.Replace(' ', '\t') + "\n"));

    public static byte[] Gzip(byte[] text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(text);
        }

        return packed.ToArray();
    }

    /// <param name="blockLength">Bytes of text in a block; less than a full one gives a small text several blocks.</param>
    public static byte[] Bgzip(byte[] text, int blockLength = BgzfBlock.TextLength)
    {
        var packed = new ArrayBufferWriter<byte>();
        foreach (var part in text.Chunk(blockLength))
        {
            BgzfBlock.Append(part, packed);
        }

        packed.Write(BgzfBlock.End);
        return packed.WrittenSpan.ToArray();
    }

    public static byte[] Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var text = new MemoryStream();
        gzip.CopyTo(text);
        return text.ToArray();
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
