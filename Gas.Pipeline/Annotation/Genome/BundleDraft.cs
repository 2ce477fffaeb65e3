namespace Gas.Pipeline.Annotation.Genome;

/// <summary>A bundle that is being written: a new one in a folder beside its place, moved there when it is whole. Its manifest comes last, so that what it does not list is nothing.</summary>
internal sealed class BundleDraft
{
    private readonly string folder;
    private readonly List<(string Role, string Path, string? Source)> files = [];

    private BundleDraft(string folder) => this.folder = folder;

    /// <summary>All but the files of this draft, which are added when it is finished.</summary>
    public ReferenceManifest? Manifest { get; set; }

    /// <exception cref="ReferenceException">The folder is there already.</exception>
    public static async Task WriteAsync(string folder, Func<BundleDraft, Task> write)
    {
        folder = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        if (Path.Exists(folder))
        {
            throw new ReferenceException($"{folder} exists already. Remove it first, or choose another place.");
        }

        var draft = new BundleDraft(NextTo(folder));
        Directory.CreateDirectory(draft.folder);
        try
        {
            await write(draft);
            draft.Finish();
            Directory.Move(draft.folder, folder);
        }
        finally
        {
            draft.Discard();
        }
    }

    /// <summary>Adds files to a bundle; it stays as it was when that fails.</summary>
    public static async Task ChangeAsync(string folder, Func<BundleDraft, Task> write)
    {
        folder = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        var manifest = ReferenceManifest.Read(folder);
        if (manifest.FilesOf(FileRole.Fasta).Any())
        {
            throw new ReferenceException($"{manifest.Name} is kept as text, which cannot hold more. Build it again with --known or --regions.");
        }

        var draft = new BundleDraft(folder) { Manifest = manifest };
        try
        {
            await write(draft);
            draft.Finish();
        }
        catch
        {
            draft.files.ForEach(file => File.Delete(Path.Combine(folder, file.Path)));
            throw;
        }
    }

    /// <param name="source">SHA-256 of the file that it is compiled from.</param>
    public FileStream Create(string role, string name, string? source = null)
    {
        files.Add((role, name, source));
        return new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
    }

    public bool Copy(string path, string role, string name)
    {
        files.Add((role, name, null));
        File.Copy(path, Path.Combine(folder, name));
        return true;
    }

    /// <summary>What is there so far, to look things up in.</summary>
    public ReferenceBundle Open() => BundleReader.Open(folder, Listed());

    private void Finish()
    {
        Manifest = Listed();
        Manifest.Write(folder);
    }

    private ReferenceManifest Listed()
    {
        var listed = files.Select(file => new ManifestFile(file.Role, file.Path, new FileInfo(Path.Combine(folder, file.Path)).Length, BundleFiles.Digest(Path.Combine(folder, file.Path)), file.Source));
        return Manifest! with { Files = [.. Manifest.Files, .. listed] };
    }

    private static string NextTo(string folder)
    {
        var parent = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(parent);
        return Path.Combine(parent, $".{Path.GetFileName(folder)}.{Guid.NewGuid():n}");
    }

    private void Discard()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
