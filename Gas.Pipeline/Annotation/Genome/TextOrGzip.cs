using System.IO.Compression;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Opens a file for reading, decompressed where its first two bytes say gzip; the name does not matter.</summary>
internal static class TextOrGzip
{
    public static Stream Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var compressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
