using System.Text.Json;
using System.Text.Json.Nodes;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Upload;

/// <summary>What the upload's answer means for the file.</summary>
/// <param name="Words">The job's address where it was accepted, else what is wrong.</param>
/// <param name="Link">The page on which something can be done about it, or null.</param>
public readonly record struct UploadAnswer(UploadState State, string Words, string? Link = null)
{
    /// <summary>Reads status and body; a problem document's own sentence wins over ours.</summary>
    public static UploadAnswer Read(int status, string body)
    {
        var json = Parse(body);
        if (status is 200 or 201 && Text(json, "url") is { } url)
        {
            return new UploadAnswer(UploadState.Accepted, url);
        }

        var words = Text(json, "detail") ?? Text(json, "title");
        return status switch
        {
            401 => new(UploadState.Broken, L["You have been signed out. Sign in again in another tab, then try again."]),
            >= 500 or 408 or 425 or 429 => new(UploadState.Broken, words ?? L["The service could not take the file just now."]),
            _ => new(UploadState.Refused, words ?? L["The service refused the file (status {0}).", status], Page(json)),
        };
    }

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            // A proxy's page, not ours: the status has to do.
            return null;
        }
    }

    /// <summary>Only a page of this service: an answer leads nobody elsewhere.</summary>
    private static string? Page(JsonObject? json) =>
        Text(json, "link") is { } link && link.StartsWith('/') && !link.StartsWith("//", StringComparison.Ordinal) && !link.StartsWith("/\\", StringComparison.Ordinal) ? link : null;

    private static string? Text(JsonObject? json, string name) =>
        json?[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
