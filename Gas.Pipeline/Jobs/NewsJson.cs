using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gas.Pipeline.Jobs;

/// <summary>News as text. What another version of the service has added is left out.</summary>
[JsonSerializable(typeof(News))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
internal sealed partial class NewsJson : JsonSerializerContext
{
    public static string Write(News news) => JsonSerializer.Serialize(news, Default.News);

    /// <summary>Null when it is none.</summary>
    public static News? TryRead(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Default.News);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
