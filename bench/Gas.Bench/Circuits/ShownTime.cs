namespace Gas.Bench.Circuits;

/// <summary>Finds what a drawn change shows: its live cell carries the time of the commit, in microseconds since 1970.</summary>
internal static class ShownTime
{
    private const int Digits = 16;

    /// <summary>The latest such time among the texts of a render batch, each of which stands behind its length; 0 where there is none.</summary>
    public static long Latest(ReadOnlySpan<byte> batch)
    {
        var latest = 0L;
        for (var at = batch.IndexOf((byte)Digits); at >= 0 && batch.Length - at > Digits; at = batch.IndexOf((byte)Digits))
        {
            batch = batch[(at + 1)..];
            var time = 0L;
            foreach (var character in batch[..Digits])
            {
                if (!char.IsAsciiDigit((char)character))
                {
                    time = 0;
                    break;
                }

                time = (time * 10) + (character - '0');
            }

            latest = Math.Max(latest, time);
        }

        return latest;
    }
}
