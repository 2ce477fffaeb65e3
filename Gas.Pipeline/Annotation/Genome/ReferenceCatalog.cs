using System.Collections.Concurrent;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>The references installed on this machine. Each is opened once, on first use, and shared; safe for many threads.</summary>
public sealed class ReferenceCatalog
{
    private readonly Dictionary<string, string> foldersByName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Lazy<ReferenceBundle>> opened = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="folders">Each holds references as subfolders with a manifest; a folder that does not exist holds none. Of two references with one name the first wins.</param>
    public ReferenceCatalog(params IEnumerable<string> folders)
    {
        var installed = from folder in folders
                        where Directory.Exists(folder)
                        from subfolder in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
                        where File.Exists(Path.Combine(subfolder, ReferenceManifest.FileName))
                        select subfolder;
        foreach (var folder in installed)
        {
            foldersByName.TryAdd(ReferenceManifest.Read(folder).Name, folder);
        }
    }

    /// <summary>The references that travel with the program: <c>references</c> beside it.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "references");

    public IReadOnlyList<string> Names => [.. foldersByName.Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>All installed references, by name; opens each.</summary>
    /// <exception cref="ReferenceException">One is damaged.</exception>
    public IReadOnlyList<ReferenceDescription> Describe() =>
        [.. Names.Select(Get).Select(bundle => new ReferenceDescription(bundle.Name, bundle.Title, bundle.Contigs.Sum(contig => (long)contig.Length), bundle.TranscriptCount))];

    /// <exception cref="ReferenceException">None is installed under the name (the message lists those that are), or it is damaged.</exception>
    public ReferenceBundle Get(string name)
    {
        if (!foldersByName.TryGetValue(name, out var folder))
        {
            var installed = foldersByName.Count == 0 ? "none is" : string.Join(", ", Names);
            throw new ReferenceException($"The reference {name} is not installed; installed: {installed}.");
        }

        return Opened(folder);
    }

    /// <summary>A reference by its name, or else by the path of its folder; for the command line.</summary>
    /// <exception cref="ReferenceException">It is neither, or it is damaged.</exception>
    public ReferenceBundle OpenNameOrPath(string nameOrPath) =>
        !foldersByName.ContainsKey(nameOrPath) && Directory.Exists(nameOrPath) ? Opened(Path.GetFullPath(nameOrPath)) : Get(nameOrPath);

    private ReferenceBundle Opened(string folder)
    {
        var bundle = opened.GetOrAdd(folder, key => new Lazy<ReferenceBundle>(() => ReferenceBundle.Open(key)));
        try
        {
            return bundle.Value;
        }
        catch (ReferenceException)
        {
            // A reference that is repaired on disk is usable without a restart.
            opened.TryRemove(new KeyValuePair<string, Lazy<ReferenceBundle>>(folder, bundle));
            throw;
        }
    }
}
