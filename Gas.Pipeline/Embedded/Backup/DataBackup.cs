namespace Gas.Pipeline.Embedded.Backup;

/// <summary>
/// Copies a data folder while its service runs. Files are taken first, then the databases, then the files that have come meanwhile; what has gone meanwhile
/// makes the databases be taken again. So the copy stands for one moment: no row of it points to a file that it lacks.
/// </summary>
/// <param name="data">The data folder.</param>
/// <param name="target">A new or empty folder.</param>
/// <param name="alwaysCopy">Never link, also on the same disk.</param>
public sealed class DataBackup(string data, string target, bool alwaysCopy, TimeProvider time)
{
    internal const string Jobs = "gas.db";
    internal const string Accounts = "accounts.db";
    internal static readonly string[] Databases = [Jobs, Accounts];

    private const int Tries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Folders that are taken whole: written now and then, by us alone.</summary>
    private static readonly string[] Whole = ["keys", "references"];

    /// <param name="ownersOf">The accounts in a copied database of accounts, where there is one.</param>
    /// <returns>How many jobs and files the backup holds.</returns>
    /// <exception cref="BackupException">It cannot be made there, or what is there is damaged.</exception>
    public async Task<(int Jobs, int Files)> RunAsync(Func<string, CancellationToken, Task<IReadOnlySet<string>>> ownersOf, CancellationToken cancellation)
    {
        Check();
        Directory.CreateDirectory(target);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach (var folder in (string[])["files", "vault", .. Whole])
        {
            TakeAll(folder, cancellation);
        }

        var rows = await TakeDatabasesAsync(ownersOf, cancellation);
        Prune(rows);
        var files = Verify(rows, cancellation);
        new BackupManifest(BackupManifest.KnownFormat, time.GetUtcNow(), files).Write(target);
        return (rows.Jobs, files.Count);
    }

    private void Check()
    {
        if (!File.Exists(In(data, Jobs)))
        {
            throw new BackupException($"'{data}' is not the data folder of a service: it has no {Jobs}. Embedded:DataPath says where it is.");
        }

        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new BackupException($"'{target}' is not empty. Each backup gets a folder of its own: choose a new one.");
        }

        if (Path.GetFullPath(target).StartsWith(Path.GetFullPath(data) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new BackupException($"'{target}' lies within the data folder. Choose a folder elsewhere, on another disk if you can.");
        }
    }

    private async Task<BackedUpRows> TakeDatabasesAsync(Func<string, CancellationToken, Task<IReadOnlySet<string>>> ownersOf, CancellationToken cancellation)
    {
        for (var left = Tries; ; left--)
        {
            // The accounts last: an account is made before its first job and goes after its last.
            foreach (var database in Databases.Where(database => File.Exists(In(data, database))))
            {
                SqliteCopy.Take(In(data, database), In(target, database));
            }

            var rows = BackedUpRows.Read(In(target, Jobs));
            var lacking = rows.Files.FirstOrDefault(file => !FileTaking.TryTake(In(data, file.Path), In(target, file.Path), alwaysCopy) && file.MustBe);
            var isOwned = !File.Exists(In(target, Accounts)) || rows.Owners.IsSubsetOf(await ownersOf(In(target, Accounts), cancellation));
            if (lacking is null && (isOwned || left <= Tries / 2))
            {
                return rows;
            }

            if (left == 0)
            {
                throw new BackupException($"The data folder is damaged: a job points to {lacking?.Path}, which is not there. Look at the disk; the jobs' page of the admin has the job.");
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    private void TakeAll(string folder, CancellationToken cancellation)
    {
        var root = In(data, folder);
        if (!Directory.Exists(root))
        {
            return;
        }

        // Files come and go while this reads: what is missed is taken when a row points to it.
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None };
        foreach (var path in Directory.EnumerateFiles(root, "*", options).Where(path => !IsDraft(Path.GetRelativePath(root, path))))
        {
            cancellation.ThrowIfCancellationRequested();
            FileTaking.TryTake(path, In(target, Path.GetRelativePath(data, path)), alwaysCopy || Whole.Contains(folder));
        }
    }

    /// <summary>What is being written lies in a folder with a dot.</summary>
    private static bool IsDraft(string path) => path[0] == '.';

    /// <summary>Removes what no row points to: it was deleted meanwhile, or it never became a job.</summary>
    private void Prune(BackedUpRows rows)
    {
        var needed = rows.Files.Select(file => file.Path).ToHashSet();
        foreach (var path in Files().Where(path => (path.StartsWith("files/", StringComparison.Ordinal) || path.StartsWith("vault/", StringComparison.Ordinal)) && !needed.Contains(path)))
        {
            // The last link of a file that its service has protected is as free to go as any.
            File.Delete(In(target, path));
        }
    }

    private List<BackedUpFile> Verify(BackedUpRows rows, CancellationToken cancellation)
    {
        var expected = rows.Files.Where(file => file.Sha256 is not null).DistinctBy(file => file.Path).ToDictionary(file => file.Path, file => file.Sha256);
        var files = new List<BackedUpFile>();
        foreach (var path in Files().Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            var hash = FileTaking.HashOf(In(target, path));
            if (expected.GetValueOrDefault(path) is { } known && known != hash)
            {
                throw new BackupException($"{path} is not what its job says: its SHA-256 is {hash}, not {known}. The disk has changed it; this backup is not finished.");
            }

            files.Add(new BackedUpFile(path, new FileInfo(In(target, path)).Length, hash));
        }

        return files;
    }

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(target, path).Replace(Path.DirectorySeparatorChar, '/'));

    private static string In(string folder, string path) => Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
}
