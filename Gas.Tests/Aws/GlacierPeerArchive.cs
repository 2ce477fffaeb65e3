namespace Gas.Tests.Aws;

/// <summary>An archive of <see cref="GlacierPeer"/>.</summary>
internal sealed record GlacierPeerArchive(string Id, string Description, byte[] Content, DateTimeOffset Made);
