using System.Text.Json.Serialization;

namespace Gas.Pipeline.Annotation;

/// <summary>The JSON of the summary file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AnnotationSummary))]
public sealed partial class AnnotationJson : JsonSerializerContext;
