using System.Globalization;

namespace Gas.Blazor.Components.Charts;

/// <summary>Numbers as charts and tables show them.</summary>
public static class ChartNumber
{
    public static string Of(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>For example <c>12.5 %</c>; never 0 % for something nor 100 % for less than all.</summary>
    public static string Share(long part, long all) => (all == 0 ? 0 : 100.0 * part / all) switch
    {
        0 => "0 %",
        < 0.1 => "<0.1 %",
        > 99.9 and < 100 => ">99.9 %",
        var share => share.ToString("0.#", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>Transitions to transversions; null where there are none of the latter.</summary>
    public static string? Ratio(long transitions, long transversions) =>
        transversions == 0 ? null : (transitions / (double)transversions).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A length within a drawing.</summary>
    public static string Length(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
