using Gas.Pipeline.Annotation.Genome;

namespace Gas.Tests.Annotation.Genome;

/// <summary>Where the references that ship and the optional test data lie.</summary>
internal static class SharedData
{
    private static readonly Lazy<ReferenceBundle> Wuhan = new(() => ReferenceBundle.Open(Path.Combine(ReferenceCatalog.DefaultFolder, "NC_045512.2")));

    public static ReferenceBundle SarsCoV2 => Wuhan.Value;

    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gas.Blazor.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }
    }

    /// <summary>A path of the shared test data; skips the test where it is not there.</summary>
    public static string Require(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Root, "..", "shared", "data", .. parts]));
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"The test data {string.Join('/', parts)} is not beside the repository.");
        return path;
    }
}
