using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gas.Pipeline.Jobs;

/// <summary>The body of a job's row: the whole job as UTF-8 JSON. A member that an older or newer version lacks is left at its default.</summary>
[JsonSerializable(typeof(Job))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true)]
internal sealed partial class JobJson : JsonSerializerContext
{
    public static byte[] Write(Job job) => JsonSerializer.SerializeToUtf8Bytes(job, Default.Job);

    public static Job Read(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, Default.Job) ?? throw new JsonException("A job's row is empty.");
}
