using System.Buffers.Text;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Looks for single keys in INFO.</summary>
internal static class InfoColumn
{
    public static bool HasCsq(ReadOnlySpan<byte> info) => IndexOf(info, "CSQ="u8) >= 0;

    /// <summary>The value of END, for records that span more than REF.</summary>
    public static long? FindEnd(ReadOnlySpan<byte> info) =>
        IndexOf(info, "END="u8) is >= 0 and var at && Utf8Parser.TryParse(info[(at + 4)..], out long end, out _) ? end : null;

    /// <summary>Whether an entry without a value is there.</summary>
    public static bool HasFlag(ReadOnlySpan<byte> info, ReadOnlySpan<byte> key)
    {
        foreach (var part in info.Split((byte)';'))
        {
            if (info[part].SequenceEqual(key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The value of an entry, or nothing.</summary>
    /// <param name="key">With its equals sign.</param>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> info, ReadOnlySpan<byte> key)
    {
        if (IndexOf(info, key) is not (>= 0 and var at))
        {
            return default;
        }

        var value = info[(at + key.Length)..];
        return value.IndexOf((byte)';') is >= 0 and var end ? value[..end] : value;
    }

    /// <summary>Writes all entries but CSQ; false when that leaves none.</summary>
    public static bool WriteWithoutCsq(ReadOnlySpan<byte> info, PooledText output)
    {
        if (info is [(byte)'.'])
        {
            return false;
        }

        if (!HasCsq(info))
        {
            output.Write(info);
            return true;
        }

        var wrote = false;
        foreach (var part in info.Split((byte)';'))
        {
            if (!info[part].StartsWith("CSQ="u8))
            {
                output.Write(wrote ? ";"u8 : default);
                output.Write(info[part]);
                wrote = true;
            }
        }

        return wrote;
    }

    private static int IndexOf(ReadOnlySpan<byte> info, ReadOnlySpan<byte> key)
    {
        for (var from = 0; info[from..].IndexOf(key) is >= 0 and var found; from += found + 1)
        {
            if (from + found == 0 || info[from + found - 1] == ';')
            {
                return from + found;
            }
        }

        return -1;
    }
}
