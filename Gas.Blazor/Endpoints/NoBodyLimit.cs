using Microsoft.AspNetCore.Http.Metadata;

namespace Gas.Blazor.Endpoints;

/// <summary>Lifts the server's limit for an endpoint that counts on its own.</summary>
internal sealed class NoBodyLimit : IRequestSizeLimitMetadata
{
    public static readonly NoBodyLimit Instance = new();

    public long? MaxRequestBodySize => null;
}
