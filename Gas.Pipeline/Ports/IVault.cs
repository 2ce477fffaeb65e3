using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Ports;

/// <summary>
/// Cold storage. An archive is written once and cannot be read at once: a retrieval is started at a tier, takes its time, and keeps its output for a while.
/// </summary>
public interface IVault
{
    /// <summary>Copies a file of the file store into a new archive, durable when the task completes; each call makes one of its own.</summary>
    /// <param name="open">Gives the content. A vault that lies beside the file store copies by <see cref="StoredFile.Key"/> and never calls it.</param>
    /// <returns>The archive's id: the vault's own choice, impossible to guess.</returns>
    /// <exception cref="ArchiveMismatchException">The content is not what <paramref name="file"/> says; nothing is kept.</exception>
    Task<string> ArchiveAsync(JobId job, StoredFile file, Func<CancellationToken, Task<Stream>> open, CancellationToken cancellation);

    /// <summary>Starts a retrieval, or gives the one that is under way or ready for this archive; null when the tier has no capacity now.</summary>
    /// <param name="job">Whose archive it is: the completion notice names it.</param>
    /// <exception cref="ArchiveMissingException">There is no such archive.</exception>
    Task<Retrieval?> StartRetrievalAsync(JobId job, string archiveId, RetrievalTier tier, CancellationToken cancellation);

    /// <summary>How a retrieval stands; <see cref="RetrievalState.Lost"/> for one that is unknown.</summary>
    Task<RetrievalState> FindRetrievalAsync(string archiveId, string retrievalId, CancellationToken cancellation);

    /// <summary>
    /// A retrieval's output from its beginning; null when it is not ready, or no longer. Reading may throw <see cref="InvalidDataException"/> where the vault sees
    /// by itself that the archive is spoilt; whoever reads compares the hash all the same.
    /// </summary>
    Task<Stream?> OpenAsync(string archiveId, string retrievalId, CancellationToken cancellation);

    /// <summary>Removes the archive and ends its retrievals; quiet when there is none.</summary>
    Task DeleteAsync(string archiveId, CancellationToken cancellation);

    /// <summary>Whether <see cref="ListAsync"/> gives what there is, not nothing.</summary>
    bool CanList => true;

    /// <summary>All archives, in no promised order.</summary>
    IAsyncEnumerable<ArchiveEntry> ListAsync(CancellationToken cancellation);

    /// <summary>Waits for completion notices, at most as long as the provider's poll; may give none. A notice comes again until it is settled, and may be lost.</summary>
    Task<IReadOnlyList<RetrievalNotice>> ReceiveAsync(int max, CancellationToken cancellation);

    Task SettleAsync(RetrievalNotice notice, CancellationToken cancellation);
}

public enum RetrievalState
{
    InProgress,
    Ready,

    /// <summary>It failed, or its output has expired.</summary>
    Lost,
}

/// <param name="Length">Bytes of the content.</param>
public readonly record struct ArchiveEntry(string Id, JobId Job, long Length, DateTimeOffset ArchivedAt);

/// <summary>A retrieval's output is ready.</summary>
/// <param name="Receipt">The provider's own.</param>
public sealed record RetrievalNotice(string RetrievalId, JobId Job, string Receipt);
