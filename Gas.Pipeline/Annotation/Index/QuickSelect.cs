namespace Gas.Pipeline.Annotation.Index;

/// <summary>Sorts only what a page shows: in time that grows with the number of keys, not with their number times its logarithm.</summary>
internal static class QuickSelect
{
    /// <summary>Puts into their places, in order, the keys that a full sort would put from <paramref name="start"/> on.</summary>
    public static Span<ulong> Slice(Span<ulong> keys, int start, int length)
    {
        start = Math.Min(start, keys.Length);
        length = Math.Min(length, keys.Length - start);
        if (length == 0)
        {
            return default;
        }

        Place(keys, start);
        Place(keys[start..], length - 1);
        var slice = keys.Slice(start, length);
        slice.Sort();
        return slice;
    }

    /// <summary>Moves the key of that rank to its place: lesser ones before it, larger ones behind. Keys differ.</summary>
    private static void Place(Span<ulong> keys, int rank)
    {
        while (keys.Length > 16)
        {
            var pivot = Median(keys[0], keys[keys.Length / 2], keys[^1]);
            var (left, right) = (0, keys.Length - 1);
            while (left <= right)
            {
                while (keys[left] < pivot)
                {
                    left++;
                }

                while (keys[right] > pivot)
                {
                    right--;
                }

                if (left <= right)
                {
                    (keys[left], keys[right]) = (keys[right], keys[left]);
                    left++;
                    right--;
                }
            }

            if (rank <= right)
            {
                keys = keys[..(right + 1)];
            }
            else if (rank >= left)
            {
                keys = keys[left..];
                rank -= left;
            }
            else
            {
                return;
            }
        }

        keys.Sort();
    }

    private static ulong Median(ulong first, ulong second, ulong third) => Math.Max(Math.Min(first, second), Math.Min(Math.Max(first, second), third));
}
