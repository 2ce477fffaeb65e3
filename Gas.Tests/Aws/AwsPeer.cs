using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Aws;

/// <summary>
/// A service in place of AWS's on a loopback port, in this process: strict where AWS is (each signature is recomputed), with a clock and faults that the
/// test chooses. Written from AWS's documentation, not from our clients.
/// </summary>
internal abstract class AwsPeer : IAsyncDisposable
{
    public const string AccessKey = "AKIAPEERPEERPEERPEER";
    public const string SecretKey = "not/a+secret/but+long+enough/to+be+one+really";

    /// <summary>How far AWS lets clocks differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    private readonly WebApplication _server;

    protected AwsPeer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        _server = builder.Build();
        _server.Run(HandleAsync);
    }

    public string Address => _server.Urls.Single();

    public PeerFaults Faults { get; } = new();

    /// <summary>In the signature's scope.</summary>
    protected abstract string Service { get; }

    public Task StartAsync(CancellationToken cancellation) => _server.StartAsync(cancellation);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>The operation's name as in the service's reference.</summary>
    protected abstract string OperationOf(PeerRequest request);

    /// <exception cref="PeerRefusalException">The service would refuse this.</exception>
    protected abstract PeerAnswer Answer(PeerRequest request, string operation);

    protected abstract PeerAnswer Error(int status, string code, string message);

    /// <summary>Undoes what the service's way of sending does to a body.</summary>
    protected virtual PeerRequest Unframed(PeerRequest request) => request;

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new PeerRequest(context.Request, body.ToArray());
        var operation = OperationOf(request);
        var fault = Faults.Take(operation);
        if (fault is PeerFault.Dropped)
        {
            context.Abort();
            return;
        }

        var answer = fault is PeerFault.Refusal refusal ? Error(refusal.Status, refusal.Code, "Injected.") : AnswerOrRefuse(request, operation);
        Accompany(request, answer);
        await (fault switch
        {
            PeerFault.AnswerLost => CutAsync(context, answer, -1),
            PeerFault.CutOff cut => CutAsync(context, answer, cut.Bytes),
            PeerFault.Stalled stalled => StallAsync(context, answer, stalled.Bytes),
            PeerFault.Garbled => SendAsync(context, Garbled(answer)),
            _ => SendAsync(context, answer),
        });
    }

    /// <summary>What the service adds to every answer, refusals too.</summary>
    protected virtual void Accompany(PeerRequest request, PeerAnswer answer)
    {
    }

    private PeerAnswer AnswerOrRefuse(PeerRequest request, string operation)
    {
        try
        {
            CheckSignature(request, operation);
            return Answer(Unframed(request), operation);
        }
        catch (PeerRefusalException refusal)
        {
            return Error(refusal.Status, refusal.Code, refusal.Message);
        }
        catch (Exception unforeseen)
        {
            // What the peer does not understand is the client's mistake until the test's reader knows better.
            return Error(400, "PeerDoesNotUnderstand", unforeseen.ToString());
        }
    }

    /// <exception cref="PeerRefusalException">It is not signed as it must be.</exception>
    protected virtual void CheckSignature(PeerRequest request, string operation)
    {
        var inQuery = request.Query("X-Amz-Signature") is not null;
        var fields = inQuery ? null : FieldsOf(request.Header("Authorization") ?? throw new PeerRefusalException(403, "MissingAuthenticationTokenException", "The request is not signed."));
        var credential = (inQuery ? request.Query("X-Amz-Credential") : fields!["Credential"])!.Split('/', 2);
        var names = (inQuery ? request.Query("X-Amz-SignedHeaders") : fields!["SignedHeaders"])!.Split(';');
        var time = (inQuery ? request.Query("X-Amz-Date") : request.Header("x-amz-date"))!;
        var signature = new AwsSignature(
            request.Method,
            request.RawPath,
            inQuery ? string.Join('&', request.RawQuery.Split('&').Where(pair => !pair.StartsWith("X-Amz-Signature=", StringComparison.Ordinal))) : request.RawQuery,
            names.ToDictionary(name => name, name => request.Header(name) ?? throw new PeerRefusalException(403, "SignatureDoesNotMatch", $"{name} is signed but absent.")),
            inQuery ? "UNSIGNED-PAYLOAD" : PayloadHash(request),
            time,
            credential[1]);
        var given = inQuery ? request.Query("X-Amz-Signature") : fields!["Signature"];
        if (credential[0] != AccessKey || credential[1].Split('/') is not [_, "us-east-1", var service, "aws4_request"] || service != Service || signature.By(SecretKey) != given)
        {
            throw new PeerRefusalException(403, "SignatureDoesNotMatch", "The signature is not the one that this request has.");
        }

        var unsigned = request.Http.Headers.Keys.Where(name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)).Append("host").Except(names, StringComparer.OrdinalIgnoreCase).ToList();
        if (unsigned.Count > 0)
        {
            throw new PeerRefusalException(403, "AccessDenied", $"There are headers which were not signed: {string.Join(", ", unsigned)}.");
        }

        var signed = AwsSignature.Parse(time);
        var now = TimeProvider.System.GetUtcNow();
        var until = inQuery ? signed + TimeSpan.FromSeconds(int.Parse(request.Query("X-Amz-Expires")!, null)) : signed + Skew;
        if (now < signed - Skew || now > until)
        {
            throw new PeerRefusalException(403, inQuery ? "AccessDenied" : "RequestTimeTooSkewed", "Request has expired.");
        }
    }

    /// <summary>What the client says it is, if that is so.</summary>
    private static string PayloadHash(PeerRequest request)
    {
        var computed = Convert.ToHexStringLower(SHA256.HashData(request.Sent));
        var said = request.Header("x-amz-content-sha256") ?? computed;
        return said.Length != 64 || said == computed ? said : throw new PeerRefusalException(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }

    private static Dictionary<string, string> FieldsOf(string authorization) => authorization["AWS4-HMAC-SHA256 ".Length..].Split(',')
        .Select(field => field.Trim().Split('=', 2)).ToDictionary(field => field[0], field => field[1]);

    private static async Task SendAsync(HttpContext context, PeerAnswer answer)
    {
        WriteHead(context, answer);
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static async Task CutAsync(HttpContext context, PeerAnswer answer, int bytes)
    {
        if (bytes >= 0)
        {
            await BeginAsync(context, answer, bytes);
        }

        context.Abort();
    }

    private static async Task StallAsync(HttpContext context, PeerAnswer answer, int bytes)
    {
        if (bytes >= 0)
        {
            await BeginAsync(context, answer, bytes);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task BeginAsync(HttpContext context, PeerAnswer answer, int bytes)
    {
        WriteHead(context, answer);
        await context.Response.Body.WriteAsync(answer.Body[..Math.Min(bytes, answer.Body.Length)], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static PeerAnswer Garbled(PeerAnswer answer)
    {
        var body = answer.Body.ToArray();
        body[body.Length / 2] ^= 1;
        return answer with { Body = body };
    }

    private static void WriteHead(HttpContext context, PeerAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (answer.Status != StatusCodes.Status204NoContent)
        {
            context.Response.ContentLength = answer.Length ?? answer.Body.Length;
        }
    }
}
