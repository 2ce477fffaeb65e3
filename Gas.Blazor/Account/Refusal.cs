namespace Gas.Blazor.Account;

/// <summary>Why a call is not let in, where there is more to say than that it is not.</summary>
/// <param name="Sentence">For the caller, who has proved enough to be told.</param>
internal sealed record Refusal(string Sentence);
