namespace Gas.Pipeline.Annotation.Genome;

/// <summary>The checksum of <c>sum</c> (BSD's, 16 bits), which Ensembl publishes in its <c>CHECKSUMS</c> files: a guard against broken transfers.</summary>
internal static class BsdSum
{
    public static async Task<int> OfAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        var sum = 0;
        while (await stream.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            foreach (var value in buffer.AsSpan(0, read))
            {
                sum = ((sum >> 1) + ((sum & 1) << 15) + value) & 0xffff;
            }
        }

        return sum;
    }
}
