using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Endpoints;

/// <summary>What the service knows of a file that a browser is bringing to the provider; the browser keeps it, sealed, so that any instance can go on.</summary>
/// <param name="Key">Where the file is brought.</param>
/// <param name="Until">When the file is too near to being swept to become a job.</param>
public sealed record UploadTicket(JobId Id, string Owner, string Key, UploadQuery Query, DateTimeOffset Until);
