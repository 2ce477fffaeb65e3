using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Gas.Pipeline.Embedded;

/// <summary>How an archive's file is packed. The numbers are stored: never renumber.</summary>
internal enum Packing
{
    /// <summary>As it is: what is compressed already (bgzip) would not get shorter.</summary>
    Stored = 0,
    Brotli = 1,
}

/// <param name="Length">Bytes of the content.</param>
/// <param name="Sha256">Of the content, lower-case hex.</param>
internal readonly record struct PackedArchive(Packing Packing, long Length, string Sha256, long PackedLength);

/// <summary>Packs content into an archive's file and unpacks it, as a stream.</summary>
internal static class ArchivePacking
{
    private const int SampleLength = 1024 * 1024;
    private const int PieceLength = 256 * 1024;

    /// <summary>Part of the sample that packing has to save to be worth the time.</summary>
    private const double WorthSaving = 0.03;

    /// <summary>Writes the file, which is flushed to the disk when the task completes.</summary>
    public static async Task<PackedArchive> PackAsync(Stream content, string path, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sample = ArrayPool<byte>.Shared.Rent(SampleLength);
        try
        {
            var sampled = await content.ReadAtLeastAsync(sample.AsMemory(0, SampleLength), SampleLength, throwOnEndOfStream: false, cancellation);
            var packing = Choose(sample.AsSpan(0, sampled));
            await using var file = Create(path);
            var length = 0L;
            await using (var packer = packing == Packing.Brotli ? new BrotliStream(file, CompressionLevel.Fastest, leaveOpen: true) : null)
            {
                Stream target = packer is null ? file : packer;
                for (var piece = sample.AsMemory(0, sampled); piece.Length > 0; piece = sample.AsMemory(0, await content.ReadAsync(sample.AsMemory(0, PieceLength), cancellation)))
                {
                    hash.AppendData(piece.Span);
                    await target.WriteAsync(piece, cancellation);
                    length += piece.Length;
                }
            }

            await Task.Run(() => file.Flush(flushToDisk: true), cancellation);
            return new PackedArchive(packing, length, Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(sample);
        }
    }

    /// <summary>The content; null when there is no such file.</summary>
    public static Stream? Open(string path, Packing packing)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, PieceLength, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return packing == Packing.Brotli ? new UnpackingStream(file) : file;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Options = FileOptions.Asynchronous,
        BufferSize = 0,
    });

    private static Packing Choose(ReadOnlySpan<byte> sample)
    {
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(sample.Length) + 1);
        try
        {
            // Quality 1 and a window of 4 MB, as the stream takes at its fastest.
            return BrotliEncoder.TryCompress(sample, packed, out var length, quality: 1, window: 22) && length < sample.Length * (1 - WorthSaving) ? Packing.Brotli : Packing.Stored;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }
}
