using System.Text.Json.Serialization;

namespace Gas.Pipeline.Annotation.Genome;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReferenceManifest))]
internal sealed partial class ReferenceManifestJson : JsonSerializerContext;
