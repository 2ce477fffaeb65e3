using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Gas.Tests.Aws;

/// <summary>Counts the requests of SQS and SNS at the wire, where each is billed; one that waited for messages in vain is counted apart.</summary>
internal sealed class RequestMeter : DelegatingHandler
{
    public const string Idle = "ReceiveMessage, nothing there";

    public RequestCount Requests { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = request.Headers.TryGetValues("X-Amz-Target", out var target)
            ? target.Single().Split('.')[1]
            : QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken))["Action"].ToString();
        var response = await base.SendAsync(request, cancellationToken);
        Requests.Add(operation == "ReceiveMessage" && await IsEmptyAsync(response, cancellationToken) ? Idle : operation);
        return response;
    }

    private static async Task<bool> IsEmptyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await response.Content.LoadIntoBufferAsync(cancellation);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
        return !answer.RootElement.TryGetProperty("Messages", out var messages) || messages.GetArrayLength() == 0;
    }
}
