using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Ports;

/// <summary>Keeps inputs, results and logs by key. A key is a few short segments of <c>[a-z0-9._-]</c> joined by <c>/</c>, made by us; any other is refused with <see cref="ArgumentException"/>.</summary>
public interface IFileStore
{
    /// <summary>Begins a file. Nothing is seen under the key before <see cref="FileDraft.CommitAsync"/>; a draft that is only disposed leaves nothing behind.</summary>
    /// <exception cref="FileStoreFullException">There is no room; also thrown by writes to the draft.</exception>
    Task<FileDraft> CreateAsync(string key, CancellationToken cancellation);

    /// <summary>A stream over the file from <paramref name="offset"/>, which can seek where the provider allows, or null when there is no such file.</summary>
    Task<Stream?> OpenAsync(string key, long offset, CancellationToken cancellation);

    /// <summary>Length in bytes, or null when there is no such file.</summary>
    Task<long?> LengthAsync(string key, CancellationToken cancellation);

    /// <summary>An address at which anybody may get the file until <paramref name="lifetime"/> is over, to be saved as <paramref name="fileName"/>; null where the provider gives none, or when there is no such file.</summary>
    Task<Uri?> ShareAsync(string key, string fileName, TimeSpan lifetime, CancellationToken cancellation) => Task.FromResult<Uri?>(null);

    /// <summary>The origin to which browsers bring files themselves; null where they all come through this process.</summary>
    Uri? DirectOrigin => null;

    /// <summary>
    /// A form by which a browser may bring one file of up to <paramref name="longest"/> bytes under the key until <paramref name="lifetime"/> is over; null where the provider gives none,
    /// or none for a file of <paramref name="length"/>.
    /// </summary>
    Task<DirectForm?> InviteAsync(string key, long length, long longest, TimeSpan lifetime, CancellationToken cancellation) => Task.FromResult<DirectForm?>(null);

    /// <summary>Copies what a browser brought to <paramref name="key"/>, out of reach of its form, and hashes it; null when nothing has come.</summary>
    Task<StoredFile?> AdoptAsync(string brought, string key, CancellationToken cancellation) => Task.FromResult<StoredFile?>(null);

    /// <summary>Removes the file; quiet when there is none.</summary>
    Task DeleteAsync(string key, CancellationToken cancellation);

    /// <summary>Files whose key begins with <paramref name="prefix"/>, with the time of their last change.</summary>
    IAsyncEnumerable<FileEntry> ListAsync(string prefix, CancellationToken cancellation);
}

public readonly record struct FileEntry(string Key, long Length, DateTimeOffset ChangedAt);
