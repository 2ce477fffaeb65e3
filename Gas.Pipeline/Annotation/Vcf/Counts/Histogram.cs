using System.Globalization;

namespace Gas.Pipeline.Annotation.Vcf.Counts;

/// <summary>Counts numbers by ranges, each from its bound up to the next.</summary>
/// <param name="bounds">Ascending; what is below the first has a range of its own.</param>
internal sealed class Histogram(double[] bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];

    public void Count(double value)
    {
        // All bounds, whatever the value: a loop that ends early costs more where nobody can tell when.
        var range = 0;
        foreach (var bound in bounds)
        {
            range += value >= bound ? 1 : 0;
        }

        _counts[range]++;
    }

    public void Add(Histogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>For example <c>&lt;10</c>, <c>10-20</c> and <c>>=20</c>; empty when nothing was counted.</summary>
    public IReadOnlyDictionary<string, long> ToDictionary() => _counts.All(count => count == 0)
        ? new Dictionary<string, long>()
        : _counts.Select((count, range) => KeyValuePair.Create(NameOf(range), count)).ToDictionary();

    private string NameOf(int range) => range == 0 ? $"<{Text(bounds[0])}" : range == bounds.Length ? $">={Text(bounds[^1])}" : $"{Text(bounds[range - 1])}-{Text(bounds[range])}";

    private static string Text(double bound) => bound.ToString("0.######", CultureInfo.InvariantCulture);
}
