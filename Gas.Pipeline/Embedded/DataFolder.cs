using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Embedded;

/// <summary>The data folder, held by this process alone as long as it lives.</summary>
public sealed class DataFolder : IDisposable
{
    private const string Key = EmbeddedOptions.Section + ":" + nameof(EmbeddedOptions.DataPath);

    private readonly FileStream _lock;

    /// <exception cref="OptionsValidationException">The folder cannot be written, or another process holds it.</exception>
    public DataFolder(IOptions<EmbeddedOptions> options)
    {
        Path = System.IO.Path.GetFullPath(options.Value.DataPath);
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refusal($"{Key} is '{Path}', which cannot be made: {exception.Message}");
        }

        try
        {
            _lock = new FileStream(File("gas.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException)
        {
            throw Refusal($"{Key} is '{Path}', which this process may not write.");
        }
        catch (IOException exception)
        {
            throw Refusal($"{Key} is '{Path}', which cannot be used: another process may be running on it. Stop that one or choose another folder. ({exception.Message})");
        }
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _lock.Dispose();

    private static OptionsValidationException Refusal(string sentence) => new(Key, typeof(EmbeddedOptions), [sentence]);
}
