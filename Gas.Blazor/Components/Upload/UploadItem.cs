namespace Gas.Blazor.Components.Upload;

/// <summary>One chosen file on its way to the service. Whoever draws it listens to <see cref="Changed"/>.</summary>
public sealed class UploadItem(int id, string name, long size)
{
    public event Action? Changed;

    /// <summary>The browser's number for the file.</summary>
    public int Id { get; } = id;

    public string Name { get; } = name;

    public long Size { get; } = size;

    /// <summary>One a file, kept over every retry, so that the service makes one job of them all.</summary>
    public string IdempotencyKey { get; } = Guid.NewGuid().ToString("N");

    public UploadState State { get; private set; }

    public long Sent { get; private set; }

    /// <summary>What went wrong, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>The page on which something can be done about it, or null.</summary>
    public string? Link { get; private set; }

    /// <summary>Address of the job that came of it.</summary>
    public string? JobUrl { get; private set; }

    public bool IsUnderWay => State is UploadState.Waiting or UploadState.Sending or UploadState.Interrupted;

    public double Percent => Size == 0 ? 0 : Math.Min(100, 100.0 * Sent / Size);

    public void SentSoFar(long bytes)
    {
        Sent = bytes;
        Become(UploadState.Sending);
    }

    public void Accept(string jobUrl)
    {
        (JobUrl, Sent) = (jobUrl, Size);
        Become(UploadState.Accepted);
    }

    public void Become(UploadState state, string? problem = null, string? link = null)
    {
        (State, Problem, Link) = (state, problem, link);
        Changed?.Invoke();
    }
}
