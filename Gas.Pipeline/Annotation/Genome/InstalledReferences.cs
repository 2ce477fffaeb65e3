using Microsoft.Extensions.Configuration;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>The folder of the references that were added to this installation.</summary>
/// <param name="folder">Made when the first is added.</param>
public sealed class InstalledReferences(string folder)
{
    private const string PathKey = "References:Path";

    public string Folder => folder;

    /// <summary>All references: those that ship, and those that were added, which may not take a shipped one's name.</summary>
    public ReferenceCatalog Catalog { get; } = new(ReferenceCatalog.DefaultFolder, folder);

    /// <summary>As the settings say: <c>References:Path</c>, or else <c>references</c> in the data folder.</summary>
    public static InstalledReferences From(IConfiguration configuration) =>
        new(Path.GetFullPath(configuration[PathKey] is { Length: > 0 } path ? path : Path.Combine(configuration["Embedded:DataPath"] ?? "data", "references")));

    /// <summary>Copies a bundle's folder to the others, after its files were verified.</summary>
    /// <exception cref="ReferenceException">It is no whole bundle, or its name is taken.</exception>
    public ReferenceBundle Add(string bundle)
    {
        var manifest = ReferenceManifest.Read(bundle);
        if (Catalog.Names.Contains(manifest.Name, StringComparer.OrdinalIgnoreCase))
        {
            throw new ReferenceException($"A reference with the name {manifest.Name} is installed already. Remove it first.");
        }

        BundleFiles.Verify(bundle, manifest);
        var place = PlaceOf(manifest.Name);
        var draft = Path.Combine(folder, $".{manifest.Name}.{Guid.NewGuid():n}");
        Directory.CreateDirectory(draft);
        try
        {
            foreach (var file in manifest.Files.Select(file => file.Path).Append(ReferenceManifest.FileName))
            {
                File.Copy(Path.Combine(bundle, Path.GetFileName(file)), Path.Combine(draft, Path.GetFileName(file)));
            }

            Directory.Move(draft, place);
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }

        return Catalog.Get(manifest.Name);
    }

    /// <exception cref="ReferenceException">There is none of that name, or it ships with the program.</exception>
    public void Remove(string name)
    {
        var place = Catalog.FolderOf(name);
        if (Path.GetDirectoryName(place) != folder)
        {
            throw new ReferenceException($"{name} ships with the program and stays.");
        }

        Directory.Delete(place, recursive: true);
    }

    /// <summary>Where a reference of this name is to be put.</summary>
    /// <exception cref="ReferenceException">The name cannot be a folder's.</exception>
    public string PlaceOf(string name) => Known.KnownSource.IsName(name) ? Path.Combine(folder, name) : throw new ReferenceException($"'{name}' cannot be the name of a reference: use letters, digits, '.', '-' and '_'.");
}
