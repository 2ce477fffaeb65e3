using System.Text;
using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Reads the header of a result.</summary>
internal static class ResultHeader
{
    /// <summary>Its lines, the one that names the columns last.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(Stream result, CancellationToken cancellation)
    {
        await using var source = await VcfSource.OpenAsync(result, cancellation);
        var (header, rest) = await HeaderReader.ReadAsync(new LineChunker(source), [], cancellation);
        rest?.Dispose();
        return [.. header.MetaLines.Append(header.ColumnLine).Select(Encoding.UTF8.GetString)];
    }
}
