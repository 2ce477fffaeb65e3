using System.Text;

namespace Gas.Pipeline.Annotation;

/// <summary>Header lines that say how a result was made, so that it can be made again.</summary>
internal static class Provenance
{
    /// <summary>Whether a header line comes from a former run and is replaced.</summary>
    public static bool IsOurs(byte[] line) => line.AsSpan().StartsWith("##INFO=<ID=CSQ,"u8) || line.AsSpan().StartsWith("##gas_"u8);

    public static IEnumerable<byte[]> Lines(string version, AnnotationRequest request)
    {
        yield return Encoding.UTF8.GetBytes($"##gas_version={version}");
        yield return Encoding.UTF8.GetBytes($"##gas_reference=<ID={request.Reference.Name},sha256={request.Reference.Checksum}>");
        foreach (var line in request.Reference.HeaderLines)
        {
            yield return Encoding.UTF8.GetBytes(line);
        }

        yield return Encoding.UTF8.GetBytes($"##gas_options=<mode={(request.Options.Strict ? "strict" : "lenient")}{PhasingOption(request.Options.Phasing)}>");
        if (request.InputSha256 is { } sha256)
        {
            yield return Encoding.UTF8.GetBytes($"##gas_input_sha256={sha256}");
        }
    }

    private static string PhasingOption(Phasing phasing) => phasing switch { Phasing.AsWritten => ",phasing=as-written", Phasing.Assumed => ",phasing=assumed", _ => "" };
}
