using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Endpoints;

/// <summary>The answer to an upload.</summary>
/// <param name="Url">The job's page.</param>
public sealed record UploadReceipt(JobId Id, string Url, JobState State);
