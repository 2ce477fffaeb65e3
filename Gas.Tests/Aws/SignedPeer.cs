using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Aws;

/// <summary>A service of the Query protocol that looks at every signature, and answers as the test says.</summary>
internal sealed class SignedPeer : IAsyncDisposable
{
    public const string Id = "AKIDPEER";
    public const string Secret = "a/secret+of=the peer";

    private readonly WebApplication _app;

    private SignedPeer(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>The forms of all requests, those that were refused too.</summary>
    public ConcurrentQueue<Dictionary<string, string>> Requests { get; } = new();

    /// <summary>Status and body for a request that is signed as it should be.</summary>
    public Func<Dictionary<string, string>, (int Status, string Body)> Answer { get; set; } = form => (StatusCodes.Status200OK, Result(form["Action"], ""));

    public static string Result(string action, string content) =>
        $"""<{action}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><{action}Result>{content}</{action}Result><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></{action}Response>""";

    public static string Error(string code, string message, string type = "Sender") =>
        $"""<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>{type}</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>r-2</RequestId></ErrorResponse>""";

    public static async Task<SignedPeer> StartAsync(string service, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var peer = new SignedPeer(builder.Build());
        peer._app.Run(context => peer.AnswerAsync(context, service));
        await peer._app.StartAsync(cancellation);
        return peer;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, string service)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var form = QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(body.ToArray())).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        Requests.Enqueue(form);
        var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        var fault = SignatureCheck.Fault(Id, Secret, service, TimeProvider.System.GetUtcNow(), context.Request.Method, context.Request.Path.ToUriComponent(), context.Request.QueryString.Value?.TrimStart('?') ?? "", headers, body.ToArray());
        var (status, text) = fault is null ? Answer(form) : (StatusCodes.Status403Forbidden, Error("SignatureDoesNotMatch", fault));
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
