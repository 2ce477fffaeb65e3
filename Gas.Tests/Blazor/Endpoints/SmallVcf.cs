using System.Text;

namespace Gas.Tests.Blazor.Endpoints;

/// <summary>A file that the shipped reference can annotate.</summary>
internal static class SmallVcf
{
    public static readonly byte[] Bytes = Encoding.ASCII.GetBytes("##fileformat=VCFv4.2\n##contig=<ID=NC_045512.2,length=29903>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nNC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n");

    public static ByteArrayContent Body(string more = "") => new([.. Bytes, .. Encoding.ASCII.GetBytes(more)]);

    /// <summary>A body whose length is not said beforehand.</summary>
    public static StreamContent Chunked(int bytes)
    {
        var padded = new byte[bytes];
        padded.AsSpan().Fill((byte)'\n');
        Bytes.CopyTo(padded.AsSpan());
        return new StreamContent(new PipeLike(padded));
    }

    private sealed class PipeLike(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
