using System.Numerics;
using System.Security.Cryptography;
using Gas.Pipeline.Aws.Glacier;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws;

/// <summary>Brings one file to a vault, in one request or part by part through one buffer. The archive is made only if the content is what the row says.</summary>
internal sealed class GlacierUpload(IGlacierClient glacier, string vault, string description, int leastPartBytes)
{
    private const int MostParts = 10_000;

    /// <returns>The archive's id.</returns>
    /// <exception cref="ArchiveMismatchException">The content is not what <paramref name="file"/> says.</exception>
    public async Task<string> RunAsync(StoredFile file, Stream content, CancellationToken cancellation)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var partBytes = PartBytes(file.Length);
        return file.Length <= partBytes
            ? await UploadWholeAsync(file, content, sha256, cancellation)
            : await UploadPartsAsync(file, content, sha256, new byte[partBytes], cancellation);
    }

    private async Task<string> UploadWholeAsync(StoredFile file, Stream content, IncrementalHash sha256, CancellationToken cancellation)
    {
        // One byte more shows whether the content is longer than it should be.
        var whole = await ReadAsync(content, new byte[file.Length + 1], sha256, cancellation);
        Verify(file, whole.Length, sha256);
        return await glacier.UploadArchiveAsync(vault, description, whole, cancellation);
    }

    private async Task<string> UploadPartsAsync(StoredFile file, Stream content, IncrementalHash sha256, byte[] buffer, CancellationToken cancellation)
    {
        var upload = await glacier.InitiateMultipartUploadAsync(vault, description, buffer.Length, cancellation);
        try
        {
            var digests = new List<byte[]>();
            long length = 0;
            for (var part = await ReadAsync(content, buffer, sha256, cancellation); part.Length > 0; part = await ReadAsync(content, buffer, sha256, cancellation))
            {
                var digest = TreeHash.Of(part.Span);
                await glacier.UploadMultipartPartAsync(vault, upload, length, part, digest, cancellation);
                digests.Add(digest);
                length += part.Length;
            }

            Verify(file, length, sha256);
            return await glacier.CompleteMultipartUploadAsync(vault, upload, length, TreeHash.Combine(digests), cancellation);
        }
        catch
        {
            // What matters is why it failed; an upload that is not aborted is dropped by the service after a day.
            await glacier.AbortMultipartUploadAsync(vault, upload, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>Powers of two of MiB, as the service wants them, and never too many.</summary>
    private long PartBytes(long length) => (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(leastPartBytes, (length / MostParts) + 1));

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream content, byte[] buffer, IncrementalHash sha256, CancellationToken cancellation)
    {
        var read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        sha256.AppendData(buffer, 0, read);
        return buffer.AsMemory(0, read);
    }

    private static void Verify(StoredFile file, long length, IncrementalHash sha256)
    {
        if (length != file.Length || Convert.ToHexStringLower(sha256.GetHashAndReset()) != file.Sha256)
        {
            throw new ArchiveMismatchException();
        }
    }
}
