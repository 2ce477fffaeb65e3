using System.Globalization;
using Amazon.Runtime;

namespace Gas.Pipeline.Aws.Sns;

/// <summary>A request by the Query protocol: an action and its parameters.</summary>
public abstract class SnsRequest : AmazonWebServiceRequest
{
    internal abstract string Action { get; }

    /// <summary>Gives the parameters by name; null leaves one out.</summary>
    internal abstract void Write(Action<string, string?> parameter);

    /// <summary>A map is a numbered list of keys and values.</summary>
    private protected static void WriteMap(Action<string, string?> parameter, IReadOnlyDictionary<string, string> map)
    {
        var number = 0;
        foreach (var (key, value) in map)
        {
            var entry = string.Create(CultureInfo.InvariantCulture, $"Attributes.entry.{++number}");
            parameter($"{entry}.key", key);
            parameter($"{entry}.value", value);
        }
    }

    private protected static void WriteAttributes(Action<string, string?> parameter, string prefix, IReadOnlyDictionary<string, MessageAttributeValue> attributes)
    {
        var number = 0;
        foreach (var (name, value) in attributes)
        {
            var entry = string.Create(CultureInfo.InvariantCulture, $"{prefix}MessageAttributes.entry.{++number}");
            parameter($"{entry}.Name", name);
            parameter($"{entry}.Value.DataType", value.DataType);
            parameter($"{entry}.Value.StringValue", value.StringValue);
        }
    }
}

/// <summary>Something that subscriptions may filter by, beside the message.</summary>
public sealed class MessageAttributeValue
{
    public string DataType { get; set; } = "String";

    public string? StringValue { get; set; }
}
