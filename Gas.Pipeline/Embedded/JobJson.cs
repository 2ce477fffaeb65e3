using System.Text.Json;
using System.Text.Json.Serialization;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Embedded;

/// <summary>The body of a row.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Job))]
internal sealed partial class JobJson : JsonSerializerContext
{
    public static byte[] Write(Job job) => JsonSerializer.SerializeToUtf8Bytes(job, Default.Job);

    public static Job Read(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, Default.Job)!;
}
