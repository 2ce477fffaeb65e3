namespace Gas.Pipeline.Ports;

/// <summary>A form with which anybody may bring one file to the provider until it expires, past this process.</summary>
/// <param name="Address">Where it is posted to, as <c>multipart/form-data</c>.</param>
/// <param name="Fields">To be sent as they are, before the file, which comes last as <c>file</c>.</param>
public sealed record DirectForm(Uri Address, IReadOnlyDictionary<string, string> Fields);
