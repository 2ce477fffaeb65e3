namespace Gas.Pipeline.Embedded;

/// <summary>Tells "no room" from other faults of a disk.</summary>
internal static class DiskFull
{
    /// <summary>ENOSPC and EDQUOT on Linux, as .NET hands them on.</summary>
    private static readonly int[] UnixErrors = [28, 122];

    /// <summary>ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.</summary>
    private static readonly int[] WindowsErrors = [39, 112];

    public static bool Is(IOException exception) => OperatingSystem.IsWindows()
        ? WindowsErrors.Contains(exception.HResult & 0xFFFF)
        : UnixErrors.Contains(exception.HResult);
}
