using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Embedded;

/// <summary>The folder that holds all data of the embedded provider, held by this process alone from construction to disposal.</summary>
public sealed class DataFolder : IDisposable
{
    private const string Key = EmbeddedOptions.Section + ":" + nameof(EmbeddedOptions.DataPath);

    private readonly FileStream _lock;

    /// <exception cref="OptionsValidationException">The folder cannot be written, or another process holds it; the message names the setting.</exception>
    public DataFolder(IOptions<EmbeddedOptions> options)
    {
        Root = Path.GetFullPath(options.Value.DataPath);
        try
        {
            Directory.CreateDirectory(Files);
            File.WriteAllBytes(Path.Combine(Root, "gas.probe"), []);
            File.Delete(Path.Combine(Root, "gas.probe"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refusal($"{Key} is '{Root}', which cannot be written: {exception.Message} Give this account write access or choose another folder.");
        }

        _lock = Acquire();
    }

    public string Root { get; }

    /// <summary>The database file.</summary>
    public string Database => Path.Combine(Root, "gas.db");

    /// <summary>Where the files are kept.</summary>
    public string Files => Path.Combine(Root, "files");

    public void Dispose() => _lock.Dispose();

    private FileStream Acquire()
    {
        try
        {
            return new FileStream(Path.Combine(Root, "gas.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refusal($"{Key} is '{Root}', which another process uses. Stop that one or choose another folder. ({exception.Message})");
        }
    }

    private static OptionsValidationException Refusal(string sentence) => new(Key, typeof(EmbeddedOptions), [sentence]);
}
