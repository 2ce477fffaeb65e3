namespace Gas.Pipeline.Aws.Glacier;

/// <summary>A part of a retrieval's output.</summary>
/// <param name="Checksum">Its tree hash, if it is aligned as one.</param>
public sealed record GlacierOutput(Stream Body, string? Checksum) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Body.DisposeAsync();
}
