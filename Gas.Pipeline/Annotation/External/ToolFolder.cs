namespace Gas.Pipeline.Annotation.External;

/// <summary>A folder of one run's own, that only the service's user can look into; gone at the end.</summary>
internal sealed class ToolFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-tool-");

    public string Path => _folder.FullName;

    public string Input => System.IO.Path.Combine(Path, "input.vcf");

    /// <summary>What the tool has left in it so far, in MiB.</summary>
    public long Size() => Files().Sum(Length) >> 20;

    private IEnumerable<FileInfo> Files() =>
        _folder.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => file.FullName != Input);

    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            // Deleted since.
            return 0;
        }
    }

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process that is just dying may still write: temporary folders are cleaned by the system.
        }
    }
}
