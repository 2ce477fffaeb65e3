using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Gas.Tests.Aws.Templates;

/// <summary>deploy/aws/template.yaml with its parameters filled in, as CloudFormation reads it.</summary>
internal sealed partial class CloudTemplate
{
    private const string NoValue = "AWS::NoValue";

    private readonly YamlMappingNode _root;
    private readonly Dictionary<string, string> _values;
    private readonly string _partition;

    /// <param name="arn">Any resource's: tells partition, region and account.</param>
    public CloudTemplate(string arn, Dictionary<string, string> parameters)
    {
        var parts = arn.Split(':');
        _partition = parts[1];
        _values = new(parameters) { ["AWS::Partition"] = parts[1], ["AWS::Region"] = parts[3], ["AWS::AccountId"] = parts[4] };
        var stream = new YamlStream();
        using var text = File.OpenText(Path.Combine(RepositoryRoot.Path, "deploy", "aws", "template.yaml"));
        stream.Load(text);
        _root = (YamlMappingNode)stream.Documents[0].RootNode;
        foreach (var (name, parameter) in Map(_root, "Parameters").Children)
        {
            var defaults = ((YamlMappingNode)parameter).Children;
            if (defaults.TryGetValue("Default", out var value))
            {
                _values.TryAdd(name.ToString(), value.ToString());
            }
        }
    }

    /// <summary>The resources of a type, with their properties.</summary>
    public IReadOnlyDictionary<string, JsonNode> Of(string type) => Map(_root, "Resources").Children
        .Where(one => ((YamlMappingNode)one.Value)["Type"].ToString() == type)
        .ToDictionary(one => one.Key.ToString(), one => Read(((YamlMappingNode)one.Value)["Properties"])!);

    /// <summary>What is said of a resource beside its properties.</summary>
    public string? Attribute(string resource, string name) => ((YamlMappingNode)Map(_root, "Resources")[resource]).Children.TryGetValue(name, out var value) ? value.ToString() : null;

    private JsonNode? Read(YamlNode node) => node switch
    {
        { Tag: { IsEmpty: false, Value: ['!', .. var function] } } when !function.StartsWith('!') => Call(function, node),
        YamlMappingNode map => new JsonObject(map.Children.Where(one => IsThere(one.Value)).Select(one => KeyValuePair.Create(one.Key.ToString(), Read(one.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Where(IsThere).Select(Read)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => flag.Value == "true",
        YamlScalarNode { Style: ScalarStyle.Plain } number when int.TryParse(number.Value, CultureInfo.InvariantCulture, out var value) => value,
        YamlScalarNode text => text.Value,
        _ => throw new NotSupportedException($"{node.NodeType} in the template."),
    };

    private JsonNode? Call(string function, YamlNode node) => (function, node) switch
    {
        ("Ref", YamlScalarNode name) => Ref(name.Value!),
        ("GetAtt", YamlScalarNode name) => Arn(name.Value!),
        ("Sub", YamlScalarNode text) => Placeholder().Replace(text.Value!, found => found.Groups[1].Value is var name && name.EndsWith(".Arn", StringComparison.Ordinal) ? Arn(name) : Ref(name)),
        ("If", YamlSequenceNode choice) => Read(Chosen(choice)),
        _ => throw new NotSupportedException($"!{function} in the template."),
    };

    private bool IsThere(YamlNode node) => node is not YamlSequenceNode { Tag: { IsEmpty: false, Value: "!If" } } choice || Chosen(choice).ToString() != NoValue;

    private YamlNode Chosen(YamlSequenceNode choice)
    {
        // Conditions of the kind !Equals [!Ref Parameter, value] are all that there are.
        var condition = (YamlSequenceNode)Map(_root, "Conditions")[choice[0].ToString()];
        return Ref(condition[0].ToString()) == condition[1].ToString() ? choice[1] : choice[2];
    }

    /// <summary>A parameter's value; of a topic its ARN, as CloudFormation has it; of anything else its name.</summary>
    private string Ref(string name)
    {
        if (_values.TryGetValue(name, out var value))
        {
            return value;
        }

        return ((YamlMappingNode)Map(_root, "Resources")[name])["Type"].ToString() == "AWS::SNS::Topic" ? Arn($"{name}.Arn") : NameOf(name);
    }

    private string Arn(string attribute)
    {
        var name = attribute.Split('.')[0];
        var inAccount = $"{_values["AWS::Region"]}:{_values["AWS::AccountId"]}";
        return ((YamlMappingNode)Map(_root, "Resources")[name])["Type"].ToString() switch
        {
            "AWS::DynamoDB::Table" => $"arn:{_partition}:dynamodb:{inAccount}:table/{NameOf(name)}",
            "AWS::SQS::Queue" => $"arn:{_partition}:sqs:{inAccount}:{NameOf(name)}",
            "AWS::SNS::Topic" => $"arn:{_partition}:sns:{inAccount}:{NameOf(name)}",
            "AWS::S3::Bucket" => $"arn:{_partition}:s3:::{NameOf(name)}",
            var other => throw new NotSupportedException($"The ARN of a {other} in the template."),
        };
    }

    private string NameOf(string resource)
    {
        var properties = (YamlMappingNode)((YamlMappingNode)Map(_root, "Resources")[resource])["Properties"];
        return (string)Read(properties.Children.Single(one => one.Key.ToString() is "TableName" or "QueueName" or "TopicName" or "BucketName").Value)!;
    }

    private static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node[key];

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Placeholder();
}
