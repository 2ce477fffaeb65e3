namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>What the header or the specification says of an INFO or FORMAT key.</summary>
/// <param name="Number">A count, or <c>A</c>, <c>R</c>, <c>G</c>, <c>.</c> and others.</param>
/// <param name="Type">Integer, Float, Flag, Character or String; null where any will do.</param>
internal sealed record FieldDefinition(string Number, string? Type)
{
    /// <summary>Keys that the specification reserves for INFO (VCF 4.1 to 4.5, section 1.6.1), with what they must be declared as.</summary>
    public static readonly IReadOnlyDictionary<string, FieldDefinition> ReservedInfo = new Dictionary<string, FieldDefinition>
    {
        ["AA"] = new("1", "String"),
        ["AC"] = new("A", "Integer"),
        ["AF"] = new("A", "Float"),
        ["AN"] = new("1", "Integer"),
        ["BQ"] = new("1", "Float"),
        ["CIGAR"] = new("A", "String"),
        ["DB"] = new("0", "Flag"),
        ["DP"] = new("1", "Integer"),
        ["END"] = new("1", "Integer"),
        ["H2"] = new("0", "Flag"),
        ["H3"] = new("0", "Flag"),
        ["MQ"] = new("1", null),
        ["MQ0"] = new("1", "Integer"),
        ["NS"] = new("1", "Integer"),
        ["SOMATIC"] = new("0", "Flag"),
        ["VALIDATED"] = new("0", "Flag"),
        ["1000G"] = new("0", "Flag"),
    };

    /// <summary>The same for FORMAT (section 1.6.2).</summary>
    public static readonly IReadOnlyDictionary<string, FieldDefinition> ReservedFormat = new Dictionary<string, FieldDefinition>
    {
        ["DP"] = new("1", "Integer"),
        ["EC"] = new("A", "Integer"),
        ["FT"] = new("1", "String"),
        ["GL"] = new("G", "Float"),
        ["GLE"] = new("G", "String"),
        ["GP"] = new("G", "Float"),
        ["GQ"] = new("1", "Integer"),
        ["GT"] = new("1", "String"),
        ["HQ"] = new("2", "Integer"),
        ["MQ"] = new("1", "Integer"),
        ["PL"] = new("G", "Integer"),
        ["PQ"] = new("1", "Integer"),
        ["PS"] = new("1", "Integer"),
    };
}
