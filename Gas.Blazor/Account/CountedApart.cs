namespace Gas.Blazor.Account;

/// <summary>Says that an endpoint's requests are counted among their like alone: what comes in numbers by itself uses up nothing of what people ask for, nor the other way round.</summary>
internal sealed record CountedApart(string Kind);
