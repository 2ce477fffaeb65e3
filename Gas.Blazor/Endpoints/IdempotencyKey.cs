using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Endpoints;

/// <summary>The header by which a repeated upload is known for what it is.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int Longest = 200;

    /// <summary>What is said of a header that is not usable.</summary>
    public static IResult Refused => Problem.Of(StatusCodes.Status400BadRequest, "Wrong key", $"{Header} must be 1 to {Longest} printable ASCII characters.");

    public static bool IsGiven(HttpRequest request) => request.Headers[Header].ToString().Length > 0;

    /// <summary>The id that the new job gets, or null when the header is not usable.</summary>
    public static JobId? IdFor(HttpRequest request, UserId owner, DateTimeOffset now) => request.Headers[Header].ToString() switch
    {
        "" => JobId.New(now),
        { Length: <= Longest } key when key.All(letter => letter is >= ' ' and <= '~') => JobId.ForKey(owner, key),
        _ => null,
    };
}
