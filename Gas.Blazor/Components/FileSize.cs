using System.Globalization;

namespace Gas.Blazor.Components;

/// <summary>Bytes in words, with binary prefixes.</summary>
public static class FileSize
{
    private static readonly string[] Units = ["KiB", "MiB", "GiB", "TiB"];

    /// <summary>For example <c>812 bytes</c>, <c>1.4 MiB</c>, <c>35 GiB</c>.</summary>
    public static string Of(long bytes)
    {
        if (bytes < 1024)
        {
            return bytes == 1 ? "1 byte" : $"{bytes} bytes";
        }

        var unit = 0;
        var value = bytes / 1024.0;
        for (; value >= 1023.95 && unit < Units.Length - 1; unit++)
        {
            value /= 1024;
        }

        return $"{value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
