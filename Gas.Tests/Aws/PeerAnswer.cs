namespace Gas.Tests.Aws;

/// <summary>What a peer answers.</summary>
internal sealed record PeerAnswer(int Status)
{
    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Declared where the body itself is left out, as for HEAD.</summary>
    public long? Length { get; init; }

    public Dictionary<string, string> Headers { get; init; } = [];
}
