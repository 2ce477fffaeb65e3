namespace Gas.Pipeline.Annotation.Comparison;

/// <summary>Compares two CSQ values by the fields that both files have. Entries are matched by allele, feature and, where a feature has several, their order.</summary>
internal sealed class EntryComparison
{
    private readonly (string Name, int Old, int New)[] _fields;
    private readonly (int Allele, int Feature, int Consequence) _oldKey;
    private readonly (int Allele, int Feature, int Consequence) _newKey;

    public EntryComparison(string[] oldFields, string[] newFields)
    {
        _fields = [.. oldFields.Intersect(newFields).Select(name => (name, Array.IndexOf(oldFields, name), Array.IndexOf(newFields, name)))];
        OneSided = [.. oldFields.Except(newFields), .. newFields.Except(oldFields)];
        SameFields = oldFields.SequenceEqual(newFields);
        (_oldKey, _newKey) = (Key(oldFields), Key(newFields));
    }

    /// <summary>Fields of one file only.</summary>
    public IReadOnlyList<string> OneSided { get; }

    public bool SameFields { get; }

    /// <summary>For example <c>G T1: Consequence missense_variant -> stop_gained, HGVSp p.A -> p.B</c>; empty when all is the same.</summary>
    public List<string> Compare(string oldCsq, string newCsq)
    {
        var before = Entries(oldCsq, _oldKey);
        var after = Entries(newCsq, _newKey);
        var changes = new List<string>();
        foreach (var (key, entry) in before)
        {
            if (!after.TryGetValue(key, out var other))
            {
                changes.Add($"{Name(key)}: was {entry.ElementAtOrDefault(_oldKey.Consequence)}");
                continue;
            }

            var differing = _fields.Where(field => entry.ElementAtOrDefault(field.Old) != other.ElementAtOrDefault(field.New)).ToList();
            if (differing.Count > 0)
            {
                changes.Add($"{Name(key)}: {string.Join(", ", differing.Select(field => $"{field.Name} {Shown(entry, field.Old)} -> {Shown(other, field.New)}"))}");
            }
        }

        changes.AddRange(after.Where(pair => !before.ContainsKey(pair.Key)).Select(pair => $"{Name(pair.Key)}: now {pair.Value.ElementAtOrDefault(_newKey.Consequence)}"));
        return changes;
    }

    private static (int, int, int) Key(string[] fields) => (Array.IndexOf(fields, "Allele"), Array.IndexOf(fields, "Feature"), Array.IndexOf(fields, "Consequence"));

    private static string Shown(string[] entry, int field) => entry.ElementAtOrDefault(field) is { Length: > 0 } value ? value : "(none)";

    private static string Name((string Allele, string Feature, int Number) key) => key.Feature.Length > 0 ? $"{key.Allele} {key.Feature}" : key.Allele;

    private static Dictionary<(string, string, int), string[]> Entries(string csq, (int Allele, int Feature, int Consequence) key)
    {
        var entries = new Dictionary<(string, string, int), string[]>();
        foreach (var entry in csq.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('|')))
        {
            var number = 0;
            while (!entries.TryAdd((entry.ElementAtOrDefault(key.Allele) ?? "", entry.ElementAtOrDefault(key.Feature) ?? "", number), entry))
            {
                number++;
            }
        }

        return entries;
    }
}
