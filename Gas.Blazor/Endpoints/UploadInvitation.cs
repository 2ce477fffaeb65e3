using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Endpoints;

/// <summary>How the file is to be brought.</summary>
/// <param name="Address">Where the form is posted to; null when the file goes to <c>POST /api/jobs</c>, with the same Idempotency-Key.</param>
/// <param name="Fields">The form's fields, to be sent before the file.</param>
/// <param name="Ticket">Sent as <c>Upload-Ticket</c> with <c>POST /api/uploads/{id}/done</c> when the file is there.</param>
public sealed record UploadInvitation(JobId Id, Uri? Address, IReadOnlyDictionary<string, string>? Fields, string? Ticket);
