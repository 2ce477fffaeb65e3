using System.Runtime.InteropServices;

namespace Gas.Pipeline.Embedded;

/// <summary>Makes a directory's entries durable: without it a rename may be undone by a power cut. .NET opens no directories, hence the calls to libc.</summary>
internal static partial class DirectorySync
{
    private const int ReadOnly = 0;

    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            // NTFS journals its directories.
            return;
        }

        var handle = Open(directory, ReadOnly);
        if (handle < 0)
        {
            throw Fault(directory);
        }

        try
        {
            if (Fsync(handle) != 0)
            {
                throw Fault(directory);
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Fault(string directory)
    {
        var code = Marshal.GetLastPInvokeError();
        return new IOException($"The directory \"{directory}\" could not be flushed: {Marshal.GetPInvokeErrorMessage(code)}", code);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
