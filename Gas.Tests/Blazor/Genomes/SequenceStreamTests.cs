using System.Text;
using Gas.Blazor.Genomes;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Blazor.Genomes;

public sealed class SequenceStreamTests
{
    [Fact]
    public void The_whole_stream_is_the_FASTA()
    {
        using var stream = new SequenceStream(SharedData.SarsCoV2);
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n');
        Assert.Equal([">NC_045512.2", Bases(1, 29903), ""], lines);
        Assert.Equal(stream.Length, lines.Sum(line => line.Length + 1) - 1);
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(5, 3)]
    [InlineData(12, 2)]
    [InlineData(13, 100)]
    [InlineData(20_000, 4096)]
    [InlineData(29_900, 1000)]
    public void A_range_is_what_stands_there(int from, int length)
    {
        var whole = $">NC_045512.2\n{Bases(1, 29903)}\n";
        using var stream = new SequenceStream(SharedData.SarsCoV2) { Position = from };
        var buffer = new byte[length];
        var read = stream.Read(buffer);
        Assert.Equal(whole.Substring(from, Math.Min(length, whole.Length - from)), Encoding.ASCII.GetString(buffer, 0, read));
    }

    [Fact]
    public void The_index_says_where_the_bases_begin()
    {
        using var stream = new SequenceStream(SharedData.SarsCoV2);
        Assert.Equal("NC_045512.2\t29903\t13\t29903\t29904\n", stream.Index);
        stream.Seek(13, SeekOrigin.Begin);
        var first = new byte[10];
        stream.ReadExactly(first);
        Assert.Equal(Bases(1, 10), Encoding.ASCII.GetString(first));
    }

    private static string Bases(int start, int length) => Encoding.ASCII.GetString(SharedData.SarsCoV2.Sequence(0, start, length));
}
