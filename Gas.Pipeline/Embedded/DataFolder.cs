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
            MakePrivate(Root);
            MakePrivate(Files);
            MakePrivate(Vault);
            TouchPrivate(Database);
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

    /// <summary>Where archives are kept.</summary>
    public string Vault => Path.Combine(Root, "vault");

    public void Dispose() => _lock.Dispose();

    /// <summary>What is in here is about people's genomes: other accounts of the machine are kept out.</summary>
    private static void MakePrivate(string folder) => _ = OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>SQLite gives the files beside its database the same mode.</summary>
    private static void TouchPrivate(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var touched = new FileStream(file, options);
    }

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
