namespace Gas.Pipeline.Annotation.Known;

/// <summary>What came of a source.</summary>
/// <param name="Records">Records or lines read.</param>
/// <param name="Kept">Alleles or regions that the compiled file has.</param>
/// <param name="Foreign">Records on contigs that the reference does not have.</param>
/// <param name="Mismatched">Records whose REF is not what the reference has there; left out.</param>
public sealed record KnownReport(string Name, long Records, long Kept, long Foreign, long Mismatched)
{
    public override string ToString() =>
        $"{Name}: {Kept:N0} from {Records:N0} records{(Foreign > 0 ? $"; {Foreign:N0} on contigs that the reference does not have" : "")}{(Mismatched > 0 ? $"; {Mismatched:N0} left out because their REF is not the reference's" : "")}.";
}
