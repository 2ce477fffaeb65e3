using System.Runtime.CompilerServices;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Embedded;

/// <summary>
/// A cold tier on disk that behaves as Glacier does: packed files that are written once, and retrievals that take their tier's time. Rows in the database
/// say what there is: written before the file has its name and removed after it is gone, so that no file is without one.
/// </summary>
public sealed class DiskVault : IVault
{
    /// <summary>How long a receiver waits before it goes back empty-handed.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(20);

    private const string SelectRunning = "SELECT retrieval_id, tier, started_at, ready_at FROM retrievals WHERE archive_id = ? AND expires_at > ? ORDER BY ready_at LIMIT 1";
    private const string InsertRetrieval = "INSERT INTO retrievals (retrieval_id, archive_id, tier, started_at, ready_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)";

    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private readonly VaultOptions _options;
    private readonly string _root;
    private readonly string _drafts;
    private readonly QueueSignal _started = new();

    public DiskVault(DataFolder folder, SqliteDatabase database, TimeProvider time, IOptions<EmbeddedOptions> options)
    {
        (_database, _time, _options, _root) = (database, time, options.Value.Vault, folder.Vault);
        _drafts = Path.Combine(_root, ".tmp");
        if (Directory.Exists(_drafts))
        {
            Directory.Delete(_drafts, recursive: true);
        }

        Directory.CreateDirectory(_drafts);
    }

    public async Task<string> ArchiveAsync(JobId job, StoredFile file, Func<CancellationToken, Task<Stream>> open, CancellationToken cancellation)
    {
        var id = Guid.NewGuid();
        var draft = Path.Combine(_drafts, id.ToString("N"));
        try
        {
            await using var content = await open(cancellation);
            var packed = await ArchivePacking.PackAsync(content, draft, cancellation);
            if (packed.Length != file.Length || packed.Sha256 != file.Sha256)
            {
                throw new ArchiveMismatchException();
            }

            await _database.WriteAsync(
                (id, job, packed, Now: _time.GetUtcNow().UtcTicks),
                static (batch, archive) => batch.Prepare("INSERT INTO archives (archive_id, job_id, length, sha256, packing, packed_length, archived_at) VALUES (?, ?, ?, ?, ?, ?, ?)")
                    .Bind(archive.id).Bind(archive.job.Value).Bind(archive.packed.Length).Bind(archive.packed.Sha256)
                    .Bind((long)archive.packed.Packing).Bind(archive.packed.PackedLength).Bind(archive.Now).Run(),
                cancellation);
            await Task.Run(() => MoveIntoPlace(draft, PathOf(id)), CancellationToken.None);
            return id.ToString("N");
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            throw new FileStoreFullException(exception);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    public async Task<Retrieval?> StartRetrievalAsync(JobId job, string archiveId, RetrievalTier tier, CancellationToken cancellation)
    {
        if (!TryParse(archiveId, out var archive))
        {
            throw new ArchiveMissingException();
        }

        var (exists, retrieval) = await _database.WriteAsync((archive, tier, Vault: this), static (batch, wish) => wish.Vault.Start(batch, wish.archive, wish.tier), cancellation);
        if (!exists)
        {
            throw new ArchiveMissingException();
        }

        _started.Pulse();
        return retrieval;
    }

    public async Task<RetrievalState> FindRetrievalAsync(string archiveId, string retrievalId, CancellationToken cancellation)
    {
        if (await FindAsync(archiveId, retrievalId, cancellation) is not { } found)
        {
            return RetrievalState.Lost;
        }

        var now = _time.GetUtcNow().UtcTicks;
        return now < found.ReadyAt ? RetrievalState.InProgress : now < found.ExpiresAt ? RetrievalState.Ready : RetrievalState.Lost;
    }

    public async Task<Stream?> OpenAsync(string archiveId, string retrievalId, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow().UtcTicks;
        return await FindAsync(archiveId, retrievalId, cancellation) is { } found && found.ReadyAt <= now && now < found.ExpiresAt
            ? ArchivePacking.Open(PathOf(found.Archive), (Packing)found.Packing)
            : null;
    }

    public async Task DeleteAsync(string archiveId, CancellationToken cancellation)
    {
        if (!TryParse(archiveId, out var archive))
        {
            return;
        }

        RemoveFile(PathOf(archive));
        await _database.WriteAsync(archive, static (batch, id) => batch.Prepare("DELETE FROM archives WHERE archive_id = ?").Bind(id).Run(), cancellation);
    }

    public async IAsyncEnumerable<ArchiveEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        const int PageSize = 500;
        var page = new List<(Guid Id, ArchiveEntry Entry)> { (Guid.Empty, default) };
        while (page.Count > 0)
        {
            page = await _database.ScanAsync(page[^1].Id, static (session, after) => session
                .Prepare("SELECT archive_id, job_id, length, archived_at FROM archives WHERE archive_id > ? ORDER BY archive_id LIMIT ?").Bind(after).Bind(PageSize)
                .All(row => (row.Guid(0), new ArchiveEntry(row.Guid(0).ToString("N"), new JobId(row.Guid(1)), row.Int64(2), Time(row.Int64(3))))), cancellation);
            foreach (var (_, entry) in page)
            {
                yield return entry;
            }
        }
    }

    public async Task<IReadOnlyList<RetrievalNotice>> ReceiveAsync(int max, CancellationToken cancellation)
    {
        var until = _time.GetUtcNow() + Poll;
        while (true)
        {
            var seen = _started.Version;
            var now = _time.GetUtcNow();
            var waiting = await _database.FindAsync(max, static (session, max) => session
                .Prepare("SELECT retrieval_id, job_id, ready_at FROM retrievals JOIN archives USING (archive_id) WHERE told = 0 ORDER BY ready_at LIMIT ?").Bind(max)
                .All(row => (Id: row.Guid(0).ToString("N"), Job: new JobId(row.Guid(1)), ReadyAt: Time(row.Int64(2)))), cancellation);
            var ready = waiting.TakeWhile(retrieval => retrieval.ReadyAt <= now).Select(retrieval => new RetrievalNotice(retrieval.Id, retrieval.Job, retrieval.Id)).ToList();
            if (ready.Count > 0 || now >= until)
            {
                return ready;
            }

            var wait = (waiting.Count > 0 && waiting[0].ReadyAt < until ? waiting[0].ReadyAt : until) - now;
            // Timers count in milliseconds and must not ring before the retrieval is ready.
            await _started.WaitAsync(seen, TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), _time, cancellation);
        }
    }

    public Task SettleAsync(RetrievalNotice notice, CancellationToken cancellation) => TryParse(notice.Receipt, out var retrieval)
        ? _database.WriteAsync(retrieval, static (batch, id) => batch.Prepare("UPDATE retrievals SET told = 1 WHERE retrieval_id = ?").Bind(id).Run(), cancellation)
        : Task.CompletedTask;

    private (bool Exists, Retrieval? Retrieval) Start(SqliteBatch batch, Guid archive, RetrievalTier tier)
    {
        var now = _time.GetUtcNow();
        if (batch.Prepare("SELECT 1 FROM archives WHERE archive_id = ?").Bind(archive).First(row => row.Int64(0), 0) == 0)
        {
            return (false, null);
        }

        var running = batch.Prepare(SelectRunning).Bind(archive).Bind(now.UtcTicks)
            .First<Retrieval?>(row => new Retrieval(row.Guid(0).ToString("N"), (RetrievalTier)row.Int64(1), Time(row.Int64(2)), Time(row.Int64(3))), null);
        if (running is not null)
        {
            return (true, running);
        }

        if (tier == RetrievalTier.Expedited
            && batch.Prepare("SELECT count(*) FROM retrievals WHERE tier = ? AND ready_at > ?").Bind((long)tier).Bind(now.UtcTicks).First(row => row.Int64(0), 0) >= _options.ExpeditedCapacity)
        {
            return (true, null);
        }

        var id = Guid.NewGuid();
        var readyAt = now + TimeOf(tier);
        batch.Prepare("DELETE FROM retrievals WHERE archive_id = ?").Bind(archive).Run();
        batch.Prepare(InsertRetrieval).Bind(id).Bind(archive).Bind((long)tier).Bind(now.UtcTicks).Bind(readyAt.UtcTicks).Bind((readyAt + _options.OutputTime).UtcTicks).Run();
        return (true, new Retrieval(id.ToString("N"), tier, now, readyAt));
    }

    private async Task<FoundRetrieval?> FindAsync(string archiveId, string retrievalId, CancellationToken cancellation) =>
        TryParse(archiveId, out var archive) && TryParse(retrievalId, out var retrieval)
            ? await _database.FindAsync((archive, retrieval), static (session, ids) => session
                .Prepare("SELECT ready_at, expires_at, packing FROM retrievals JOIN archives USING (archive_id) WHERE retrieval_id = ? AND archive_id = ?")
                .Bind(ids.retrieval).Bind(ids.archive)
                .First<FoundRetrieval?>(row => new FoundRetrieval(ids.archive, row.Int64(0), row.Int64(1), row.Int64(2)), null), cancellation)
            : null;

    private TimeSpan TimeOf(RetrievalTier tier) => tier switch
    {
        RetrievalTier.Expedited => _options.ExpeditedTime,
        RetrievalTier.Standard => _options.StandardTime,
        RetrievalTier.Bulk => _options.BulkTime,
    };

    private string PathOf(Guid archive)
    {
        var name = archive.ToString("N");
        return Path.Combine(_root, name[..2], name);
    }

    /// <summary>Write-once: nobody opens an archive for writing again by mistake.</summary>
    private static void MoveIntoPlace(string draft, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        DurableFolder.Create(folder);
        File.SetAttributes(draft, FileAttributes.ReadOnly);
        File.Move(draft, path);
        DurableFolder.Flush(folder);
    }

    private static void RemoveFile(string path)
    {
        if (File.Exists(path))
        {
            File.SetAttributes(path, FileAttributes.Normal);
            File.Delete(path);
        }
    }

    private static bool TryParse(string id, out Guid value) => Guid.TryParseExact(id, "N", out value);

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    private readonly record struct FoundRetrieval(Guid Archive, long ReadyAt, long ExpiresAt, long Packing);
}
