using System.Security.Cryptography;

namespace Gas.Bench;

/// <summary>The peer: what a move to another tier costs at the least. Read a file, hash it, write it elsewhere, flush it to the disk, give it its name.</summary>
internal static class PlainCopy
{
    private const int PieceLength = 256 * 1024;

    public static async Task<TimeSpan> MeasureAsync(IReadOnlyCollection<string> files, string folder, int atOnce)
    {
        Directory.CreateDirectory(folder);
        var begin = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (file, cancellation) => await CopyAsync(file, Path.Combine(folder, Guid.NewGuid().ToString("N")), cancellation));
        var taken = TimeProvider.System.GetElapsedTime(begin);
        Directory.Delete(folder, recursive: true);
        return taken;
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[PieceLength];
        await using (var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan))
        await using (var target = new FileStream(to + ".tmp", FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
        {
            for (var read = await source.ReadAsync(piece, cancellation); read > 0; read = await source.ReadAsync(piece, cancellation))
            {
                hash.AppendData(piece, 0, read);
                await target.WriteAsync(piece.AsMemory(0, read), cancellation);
            }

            target.Flush(flushToDisk: true);
        }

        hash.GetHashAndReset();
        File.Move(to + ".tmp", to);
    }
}
