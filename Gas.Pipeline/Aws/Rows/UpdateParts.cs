using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>Collects an update's expressions; every attribute goes by a placeholder, because DynamoDB reserves some 570 words.</summary>
internal sealed class UpdateParts
{
    private readonly List<string> _set = [];
    private readonly List<string> _add = [];
    private readonly List<string> _remove = [];
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<string, AttributeValue> _values = [];

    public void Set(string attribute, AttributeValue value) => _set.Add($"{Name(attribute)} = {Value(value)}");

    public void SetOnce(string attribute, AttributeValue value) => _set.Add($"{Name(attribute)} = if_not_exists({Name(attribute)}, {Value(value)})");

    public void SetOrRemove(string attribute, AttributeValue? value)
    {
        if (value is null)
        {
            _remove.Add(Name(attribute));
        }
        else
        {
            Set(attribute, value);
        }
    }

    public void Add(string attribute, long change) => _add.Add($"{Name(attribute)} {Value(RowTime.Number(change))}");

    /// <summary>A comparison for the condition.</summary>
    public string Compare(string attribute, string comparison, AttributeValue value) => $"{Name(attribute)} {comparison} {Value(value)}";

    public string Missing(string attribute) => $"attribute_not_exists({Name(attribute)})";

    public UpdateItemRequest ToRequest(string table, Dictionary<string, AttributeValue> key, string condition) => new()
    {
        TableName = table,
        Key = key,
        UpdateExpression = string.Join(' ', new[] { Section("SET", _set), Section("ADD", _add), Section("REMOVE", _remove) }.Where(section => section.Length > 0)),
        ConditionExpression = condition,
        ExpressionAttributeNames = _names,
        ExpressionAttributeValues = _values,
    };

    private static string Section(string verb, List<string> parts) => parts.Count == 0 ? "" : $"{verb} {string.Join(", ", parts)}";

    private string Name(string attribute)
    {
        var name = $"#{attribute}";
        _names[name] = attribute;
        return name;
    }

    private string Value(AttributeValue value)
    {
        var name = ":" + _values.Count.ToString(CultureInfo.InvariantCulture);
        _values.Add(name, value);
        return name;
    }
}
