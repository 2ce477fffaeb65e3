namespace Gas.Tests;

/// <summary>Finds what the tests need outside their own output.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    /// <summary>The server as it was built beside these tests.</summary>
    public static string ServerBinary { get; } = System.IO.Path.Combine(
        Path, "Gas.Blazor", "bin", Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/', '\\'))!.Name, System.IO.Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')), "Gas.Blazor.dll");

    /// <summary>A folder of the shared test data; the test that asks is skipped where it is missing.</summary>
    public static string SharedData(params string[] parts)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine([Path, "..", "shared", "data", .. parts]));
        if (!Directory.Exists(path) && !File.Exists(path))
        {
            Assert.Skip($"The shared test data ({string.Join('/', parts)}) is not beside this checkout.");
        }

        return path;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Gas.Blazor.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests must run inside the repository.");
    }
}
