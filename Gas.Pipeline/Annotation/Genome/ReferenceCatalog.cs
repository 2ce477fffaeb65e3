using System.Collections.Concurrent;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>The references installed on this machine, as they are now. Each is opened once, on first use, and shared; safe for many threads.</summary>
/// <param name="folders">Each holds references as subfolders with a manifest; a folder that does not exist holds none. Of two references with one name the first wins.</param>
public sealed class ReferenceCatalog(params IEnumerable<string> folders)
{
    private readonly IReadOnlyList<string> folders = [.. folders];
    private readonly ConcurrentDictionary<(string Folder, DateTime Written), (ReferenceManifest Manifest, Lazy<ReferenceBundle> Bundle)> known = new();

    /// <summary>The reference that is meant where none is named.</summary>
    public const string DefaultName = "NC_045512.2";

    /// <summary>The references that travel with the program: <c>references</c> beside it.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "references");

    public IReadOnlyList<string> Names => [.. Installed().Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>All installed references that can be used, by name; opens each.</summary>
    public IReadOnlyList<ReferenceDescription> Describe() => [.. Names.Select(TryDescribe).OfType<ReferenceDescription>()];

    /// <exception cref="ReferenceException">None is installed under the name (the message lists those that are), or it is damaged.</exception>
    public ReferenceBundle Get(string name) => Opened(FolderOf(name));

    /// <summary>Where a reference lies.</summary>
    /// <exception cref="ReferenceException">None is installed under the name; the message lists those that are.</exception>
    public string FolderOf(string name)
    {
        var installed = Installed();
        return installed.TryGetValue(name, out var folder)
            ? folder
            : throw new ReferenceException($"The reference {name} is not installed; installed: {(installed.Count == 0 ? "none is" : string.Join(", ", Names))}.");
    }

    /// <summary>The folder of a reference by its name, or else the path itself where a folder is there; for the command line.</summary>
    /// <exception cref="ReferenceException">It is neither.</exception>
    public string FindFolder(string nameOrPath) => !Installed().ContainsKey(nameOrPath) && Directory.Exists(nameOrPath) ? Path.GetFullPath(nameOrPath) : FolderOf(nameOrPath);

    /// <summary>A reference by its name, or else by the path of its folder; for the command line.</summary>
    /// <exception cref="ReferenceException">It is neither, or it is damaged.</exception>
    public ReferenceBundle OpenNameOrPath(string nameOrPath) => Opened(FindFolder(nameOrPath));

    /// <summary>Folders by name. Looked at each time: references are added and removed while the service runs.</summary>
    private Dictionary<string, string> Installed()
    {
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var folder in folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)))
        {
            // A folder with a dot is one that is being built.
            if (Path.GetFileName(folder)[0] != '.' && File.Exists(Path.Combine(folder, ReferenceManifest.FileName)) && TryRead(folder) is { } manifest)
            {
                byName.TryAdd(manifest.Name, folder);
            }
        }

        return byName;
    }

    private ReferenceManifest? TryRead(string folder)
    {
        try
        {
            return Entry(folder).Manifest;
        }
        catch (ReferenceException)
        {
            return null;
        }
    }

    private ReferenceDescription? TryDescribe(string name)
    {
        try
        {
            return ReferenceDescription.Of(Get(name));
        }
        catch (ReferenceException)
        {
            // One that is damaged must not hide the others; whoever asks for it is told what is wrong.
            return null;
        }
    }

    private (ReferenceManifest Manifest, Lazy<ReferenceBundle> Bundle) Entry(string folder) =>
        known.GetOrAdd((folder, File.GetLastWriteTimeUtc(Path.Combine(folder, ReferenceManifest.FileName))), key => (ReferenceManifest.Read(key.Folder), new Lazy<ReferenceBundle>(() => ReferenceBundle.Open(key.Folder))));

    private ReferenceBundle Opened(string folder)
    {
        var entry = Entry(folder);
        try
        {
            return entry.Bundle.Value;
        }
        catch (ReferenceException)
        {
            // A reference that is repaired on disk is usable without a restart.
            known.TryRemove((folder, File.GetLastWriteTimeUtc(Path.Combine(folder, ReferenceManifest.FileName))), out _);
            throw;
        }
    }
}
