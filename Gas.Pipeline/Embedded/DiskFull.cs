namespace Gas.Pipeline.Embedded;

/// <summary>Tells a full disk or quota from other faults of input and output.</summary>
internal static class DiskFull
{
    // ENOSPC, EDQUOT (Linux, macOS); ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL.
    private static readonly int[] _codes = OperatingSystem.IsWindows() ? [unchecked((int)0x80070027), unchecked((int)0x80070070)]
        : OperatingSystem.IsMacOS() ? [28, 69]
        : [28, 122];

    public static bool Is(IOException exception) => Array.IndexOf(_codes, exception.HResult) >= 0;
}
