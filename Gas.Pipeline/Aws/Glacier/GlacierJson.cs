using System.Text.Json.Serialization;

namespace Gas.Pipeline.Aws.Glacier;

/// <summary>The service's documents, which name their members as we do.</summary>
[JsonSerializable(typeof(GlacierJob))]
[JsonSerializable(typeof(GlacierJobPage))]
[JsonSerializable(typeof(GlacierJobParameters))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class GlacierJson : JsonSerializerContext;
