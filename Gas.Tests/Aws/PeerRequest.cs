using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gas.Tests.Aws;

/// <summary>A request as it came, with its whole body.</summary>
internal sealed record PeerRequest(HttpRequest Http, byte[] Sent)
{
    /// <summary>The body without the framing of <c>aws-chunked</c>.</summary>
    public byte[] Body { get; init; } = Sent;

    public string Method => Http.Method;

    public string RawPath => RawTarget.Split('?')[0];

    public string RawQuery => RawTarget.Split('?') is [_, var query] ? query : "";

    private string RawTarget => Http.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    public string? Header(string name) => Http.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    public string? Query(string name) => Http.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public bool Asks(string subresource) => Http.Query.ContainsKey(subresource);
}
