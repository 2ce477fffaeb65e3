namespace Gas.Bench.Circuits;

/// <summary>How pages heard of changes.</summary>
/// <param name="Delays">From each commit to the arrival of what draws it, in milliseconds, sorted.</param>
/// <param name="Wanted">Arrivals that there should be.</param>
/// <param name="Behind">Pages that did not come to show the last state.</param>
/// <param name="Worked">What the server's processors have worked meanwhile.</param>
internal sealed record LoadFigures(double[] Delays, int Wanted, int Behind, TimeSpan Worked)
{
    public double Median => At(50);

    public double Late => At(99);

    /// <summary>Microseconds of the server's processors for each arrival.</summary>
    public double Cost => Worked.TotalMicroseconds / Math.Max(1, Delays.Length);

    private double At(int percentile) => Delays.Length == 0 ? double.NaN : Delays[Delays.Length * percentile / 100];
}
