using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Endpoints;

/// <summary>One of the two.</summary>
/// <param name="File">The file as it was stored.</param>
/// <param name="Refusal">What the caller is told when it was not.</param>
public readonly record struct UploadTaken(StoredFile? File, IResult? Refusal);
