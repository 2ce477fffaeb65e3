using System.Globalization;

namespace Gas.Blazor.Endpoints;

/// <summary>Sizes in the units in which people say them.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

    public static string Say(long bytes)
    {
        var unit = 0;
        double size = bytes;
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
        {
            size /= 1024;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size:0.##} {Units[unit]}");
    }
}
