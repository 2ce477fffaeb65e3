using CsCheck;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>A small change of the genome, drawn at random.</summary>
/// <param name="Place">Where in the range that the test uses, from 0 to 1.</param>
internal sealed record SimpleChange(double Place, int Deleted, string Inserted)
{
    public static readonly Gen<SimpleChange> Any =
        from place in Gen.Double.Unit
        from deleted in Gen.Int[0, 9]
        from inserted in Gen.String[Gen.Char["ACGT"], 0, 9]
        where deleted > 0 || inserted.Length > 0
        select new SimpleChange(place, deleted, inserted);

    public static readonly Gen<SimpleChange> Indel =
        from place in Gen.Double.Unit
        from deleted in Gen.Int[0, 9]
        from inserted in deleted == 0 ? Gen.String[Gen.Char["ACGT"], 1, 6] : Gen.Const("")
        select new SimpleChange(place, deleted, inserted);
}
