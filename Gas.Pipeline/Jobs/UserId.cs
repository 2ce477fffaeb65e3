using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gas.Pipeline.Jobs;

/// <summary>Names the account that owns a job. Opaque; never an e-mail address.</summary>
[JsonConverter(typeof(UserIdJsonConverter))]
public readonly record struct UserId(string Value)
{
    public override string ToString() => Value;
}

internal sealed class UserIdJsonConverter : JsonConverter<UserId>
{
    public override UserId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, UserId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
