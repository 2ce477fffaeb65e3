namespace Gas.Pipeline.Embedded.Backup;

/// <summary>Makes a data folder of a backup. Every file is compared with its SHA-256 on the way; the databases come last, so that a folder that was not finished holds no jobs.</summary>
/// <param name="backup">A folder that <see cref="DataBackup"/> has finished.</param>
/// <param name="data">A new or empty folder.</param>
public sealed class DataRestore(string backup, string data)
{
    /// <returns>How many files were restored, and of when the backup is.</returns>
    /// <exception cref="BackupException">The backup is not whole, or the place is taken.</exception>
    public (int Files, DateTimeOffset MadeAt) Run(CancellationToken cancellation)
    {
        var manifest = BackupManifest.Read(backup);
        if (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any())
        {
            throw new BackupException($"'{data}' is not empty, and nothing there is overwritten. Move it away, or set Embedded:DataPath to a new folder.");
        }

        Directory.CreateDirectory(data);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach (var file in manifest.Files.OrderBy(file => DataBackup.Databases.Contains(file.Path)))
        {
            cancellation.ThrowIfCancellationRequested();
            Restore(file);
        }

        return (manifest.Files.Count, manifest.MadeAt);
    }

    private void Restore(BackedUpFile file)
    {
        var (from, to) = (PlaceOf(backup, file.Path), PlaceOf(data, file.Path));
        DurableFolder.Create(Path.GetDirectoryName(to)!);
        string hash;
        try
        {
            hash = FileTaking.Copy(from, to);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackupException($"The backup is damaged: {file.Path} is missing. Use another one; '{data}' is not finished, remove it.");
        }

        if (hash != file.Sha256)
        {
            throw new BackupException($"The backup is damaged: the SHA-256 of {file.Path} is {hash}, not {file.Sha256}. Use another one; '{data}' is not finished, remove it.");
        }

        if (!OperatingSystem.IsWindows())
        {
            // Archives are written once.
            File.SetUnixFileMode(to, file.Path.StartsWith("vault/", StringComparison.Ordinal) ? UnixFileMode.UserRead : UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        if (DataBackup.Databases.Contains(file.Path))
        {
            SqliteCopy.WriteAhead(to);
        }

        DurableFolder.Flush(Path.GetDirectoryName(to)!);
    }

    /// <summary>A backup may come from elsewhere: it names places below its folder only.</summary>
    private static string PlaceOf(string folder, string path)
    {
        var root = Path.GetFullPath(folder);
        var place = Path.GetFullPath(Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar)));
        return place.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? place : throw new BackupException($"The backup is damaged: it names '{path}', which is no place of its own.");
    }
}
