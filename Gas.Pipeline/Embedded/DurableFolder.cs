using System.Runtime.InteropServices;

namespace Gas.Pipeline.Embedded;

/// <summary>Makes names durable: on Unix a new or moved file is safe only when its folder has been synchronised too.</summary>
internal static partial class DurableFolder
{
    private const int ReadOnly = 0;

    /// <summary>Makes the folder and synchronises each parent that got a new entry.</summary>
    public static void Create(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder)!;
        Create(parent);
        Directory.CreateDirectory(folder);
        Synchronize(parent);
    }

    public static void Synchronize(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Open(folder, ReadOnly);
        if (handle < 0)
        {
            // The folder may have gone with its last file in the meantime; the caller looks at the file itself.
            return;
        }

        var failed = Fsync(handle) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (failed)
        {
            throw new IOException($"The folder could not be synchronised (error {error}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
