using System.Buffers;
using System.Text.RegularExpressions;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>What the specification asks of a single header line (VCF 4.1 to 4.5, section 1.4).</summary>
internal static partial class MetaRules
{
    private static readonly SearchValues<char> NotInIds = SearchValues.Create(" \t<>,;");

    private static readonly string[] Types = ["Integer", "Float", "Flag", "Character", "String"];

    /// <summary>The first thing wrong with the line, or null.</summary>
    public static string? FindFault(MetaLine meta) => meta.Key switch
    {
        "INFO" => FindFieldFault(meta, FieldDefinition.ReservedInfo, flags: true),
        "FORMAT" => FindFieldFault(meta, FieldDefinition.ReservedFormat, flags: false),
        "FILTER" => FindIdFault(meta) ?? FindDescriptionFault(meta),
        "ALT" => FindAltFault(meta),
        "contig" => FindContigFault(meta),
        "SAMPLE" => FindSampleFault(meta),
        "PEDIGREE" => meta.Fields?.FirstOrDefault(field => field.Key != "Description" && !Genome().IsMatch(field.Value)) is { } genome ? $"{genome.Key} may hold letters, digits, '_', '.' and '-' only." : null,
        "assembly" or "pedigreeDB" => IsAddress(meta.Value) ? null : "The value must be the address of a file, such as https://host/path.",
        _ => null,
    };

    private static string? FindFieldFault(MetaLine meta, IReadOnlyDictionary<string, FieldDefinition> reserved, bool flags)
    {
        if (FindIdFault(meta) is { } fault)
        {
            return fault;
        }

        var (id, number, type) = (meta["ID"]!, meta["Number"], meta["Type"]);
        if (number is null || !Number().IsMatch(number))
        {
            return $"Number of {id} must be a count, A, R, G or '.', not '{number}'.";
        }

        if (type is null || !Types.Contains(type) || (type == "Flag" && !flags))
        {
            return $"Type of {id} must be Integer, Float, {(flags ? "Flag, " : "")}Character or String, not '{type}'.";
        }

        if (reserved.TryGetValue(id, out var expected) && (expected.Number != number || (expected.Type ?? type) != type))
        {
            return $"{id} is a reserved key and must be declared with Number={expected.Number} and Type={expected.Type ?? type}.";
        }

        return FindDescriptionFault(meta);
    }

    private static string? FindIdFault(MetaLine meta)
    {
        if (meta.Fields is not [{ Key: "ID", Value.Length: > 0 } id, ..])
        {
            return "The first field must be ID, with a value.";
        }

        return id.Value.AsSpan().ContainsAny(NotInIds) ? $"The ID '{id.Value}' may not hold white space, commas, semicolons or angle brackets." : null;
    }

    private static string? FindDescriptionFault(MetaLine meta) =>
        meta.Fields?.FirstOrDefault(field => field.Key == "Description") is { Quoted: true } ? null : "A Description in double quotes is missing.";

    private static string? FindAltFault(MetaLine meta)
    {
        if (FindIdFault(meta) is { } fault)
        {
            return fault;
        }

        if (!AltId().IsMatch(meta["ID"]!))
        {
            return $"The ID '{meta["ID"]}' must be one of DEL, INS, DUP, INV, CNV, BND, or begin with one of them and a colon, or be an ambiguity code.";
        }

        // Nothing but ID and Description is in the specification; writers that add Number and Type are followed as far as these make sense.
        if ((meta["Number"] is { } number && !Number().IsMatch(number)) || (meta["Type"] is { } type && !Types.Contains(type)))
        {
            return "Number or Type has no valid value; an ALT line needs neither.";
        }

        var keys = meta.Fields!.Select(field => field.Key).ToList();
        return keys.IndexOf("Type") >= 0 && keys.IndexOf("Type") < keys.IndexOf("Number") ? "Number must come before Type; an ALT line needs neither." : FindDescriptionFault(meta);
    }

    private static string? FindContigFault(MetaLine meta)
    {
        if (FindIdFault(meta) is { } fault)
        {
            return fault;
        }

        return meta["length"] is { } length && !(long.TryParse(length, out var bases) && bases > 0) ? $"The length of contig {meta["ID"]} must be a positive number, not '{length}'." : null;
    }

    private static string? FindSampleFault(MetaLine meta)
    {
        if (FindIdFault(meta) is { } fault)
        {
            return fault;
        }

        if (meta["Mixture"] is not null && meta["Genomes"] is null)
        {
            return "Genomes is missing, of which Mixture gives the shares.";
        }

        return meta.Fields!.FirstOrDefault(field => field.Quoted && field.Key is "ID" or "Genomes" or "Mixture") is { Quoted: true } quoted ? $"{quoted.Key} must not be in quotation marks." : null;
    }

    /// <summary>An address with a scheme and a host that is a name or a full IP number.</summary>
    private static bool IsAddress(string value) =>
        value.Trim('<', '>') is var text && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0 && !BareNumber().IsMatch(AuthorityOf(text));

    private static string AuthorityOf(string address) =>
        address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? address[(at + 3)..].Split('/', ':')[0] : "";

    [GeneratedRegex(@"^(\d+|[ARG.]|LA|LR|LG|P|M)$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^((DEL|INS|DUP|INV|CNV|BND|TRA|NON_REF|\*|CN\d+)(:[^\s,<>]+)?|[RYMKSWHBVDN])$")]
    private static partial Regex AltId();

    [GeneratedRegex(@"^[\w.-]+$")]
    private static partial Regex Genome();

    [GeneratedRegex(@"^\d*$")]
    private static partial Regex BareNumber();
}
