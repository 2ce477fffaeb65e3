namespace Gas.Blazor.Components.Upload;

/// <summary>The example files, of a few KiB each, that travel with the program: <c>samples</c> beside it.</summary>
public static class SampleFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>File names in order; empty when none were shipped.</summary>
    public static IReadOnlyList<string> Names =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*.vcf").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)] : [];

    /// <param name="name">One of <see cref="Names"/>; anything else is refused.</param>
    public static Task<byte[]> ReadAsync(string name) => Names.Contains(name)
        ? File.ReadAllBytesAsync(Path.Combine(Folder, name))
        : throw new ArgumentException("There is no sample of this name.", nameof(name));
}
