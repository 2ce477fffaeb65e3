using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gas.Pipeline.Embedded.Backup;

/// <summary>Takes files into a backup: linked where both lie on one disk, for they are never changed once they have their name; else copied.</summary>
internal static partial class FileTaking
{
    /// <summary>False when there is no such file (any more).</summary>
    public static bool TryTake(string from, string to, bool alwaysCopy)
    {
        if (File.Exists(to))
        {
            return true;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (!alwaysCopy && !OperatingSystem.IsWindows() && Link(from, to) == 0)
        {
            return true;
        }

        try
        {
            Copy(from, to);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Copies to the disk itself and gives the SHA-256 of what was read, in lower-case hex.</summary>
    public static string Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[256 * 1024];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
        }

        target.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);
}
