using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Workers;

/// <summary>Copies content under a key of its own, and keeps it only if it is what it has to be.</summary>
internal static class VerifiedCopy
{
    /// <summary>Null when the content has another SHA-256 or cannot be unpacked; then nothing is kept of it.</summary>
    /// <param name="sha256">Empty when it is not known: then the provider's own check has to do.</param>
    public static async Task<StoredFile?> CopyAsync(this IFileStore files, Stream content, string key, string sha256, CancellationToken cancellation)
    {
        await using var draft = await files.CreateAsync(key, cancellation);
        try
        {
            await content.CopyToAsync(draft.Content, cancellation);
        }
        catch (InvalidDataException)
        {
            return null;
        }

        var copy = await draft.CommitAsync(cancellation);
        if (sha256.Length == 0 || copy.Sha256 == sha256)
        {
            return copy;
        }

        await files.DeleteAsync(key, cancellation);
        return null;
    }
}
