using System.Text.Json.Serialization;

namespace Gas.Pipeline.Aws;

/// <summary>Texts in messages.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(ResultNotice))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class SqsJson : JsonSerializerContext;
