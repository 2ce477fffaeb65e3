using System.Runtime.InteropServices;

namespace Gas.Pipeline.Embedded;

/// <summary>Makes names durable: on Unix a new or moved file is safe only when its folder has been flushed too. .NET opens no folders, hence the calls to libc.</summary>
internal static partial class DurableFolder
{
    private const int ReadOnly = 0;
    private const int NoSuchEntry = 2;

    /// <summary>Makes the folder and flushes each parent that got a new entry.</summary>
    public static void Create(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder)!;
        Create(parent);
        Directory.CreateDirectory(folder);
        Flush(parent);
    }

    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            // NTFS journals its folders.
            return;
        }

        var handle = Open(folder, ReadOnly);
        if (handle < 0)
        {
            // It may have gone with its last file meanwhile, and then there is nothing to keep.
            ThrowUnless(NoSuchEntry, folder);
            return;
        }

        try
        {
            if (Fsync(handle) != 0)
            {
                ThrowUnless(0, folder);
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static void ThrowUnless(int expected, string folder)
    {
        var code = Marshal.GetLastPInvokeError();
        if (code != expected)
        {
            throw new IOException($"The folder \"{folder}\" could not be flushed: {Marshal.GetPInvokeErrorMessage(code)}", code);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
