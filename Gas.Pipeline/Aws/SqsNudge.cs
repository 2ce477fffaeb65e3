using System.Text.Json;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws;

/// <summary>What a message says: look at this job, or (as the original's thaw messages did) at this user's plan. One of the two is null.</summary>
internal readonly record struct SqsNudge(JobId? Job, UserId? Owner)
{
    /// <summary>A message within a message within a message: no honest sender wraps deeper.</summary>
    private const int MostWrappings = 3;

    public static string Write(JobId job) => $$"""{"job_id":"{{job}}"}""";

    public static string Write(UserId owner) => $$"""{"user_id":{{JsonSerializer.Serialize(owner.Value, SqsJson.Default.String)}}}""";

    /// <summary>Reads <c>{"job_id": …}</c> or <c>{"user_id": …}</c> with whatever stands beside, plain or in a topic's envelope; null when it is neither.</summary>
    public static SqsNudge? Read(string body)
    {
        for (var i = 0; i <= MostWrappings; i++)
        {
            try
            {
                using var document = JsonDocument.Parse(body);
                var message = document.RootElement;
                if (Text(message, "job_id") is { } job)
                {
                    return JobId.TryParse(job, out var id) ? new SqsNudge(id, null) : null;
                }

                if (Text(message, "user_id") is { Length: > 0 } user)
                {
                    return new SqsNudge(null, new UserId(user));
                }

                if (Text(message, "Message") is not { } inner)
                {
                    return null;
                }

                body = inner;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return null;
    }

    private static string? Text(JsonElement message, string name) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
