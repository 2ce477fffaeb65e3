using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Gas.Pipeline.Aws.Glacier;

/// <summary>Takes an answer off the wire; an error's <c>code</c> says which it is.</summary>
internal sealed class GlacierUnmarshaller : JsonResponseUnmarshaller
{
    public static readonly GlacierUnmarshaller Whole = new(streamed: false);
    public static readonly GlacierUnmarshaller Streamed = new(streamed: true);

    private readonly bool _streamed;

    private GlacierUnmarshaller(bool streamed) => _streamed = streamed;

    public override bool HasStreamingProperty => _streamed;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var response = new GlacierResponse();
        foreach (var name in input.ResponseData.GetHeaderNames())
        {
            response.Headers[name] = input.ResponseData.GetHeaderValue(name);
        }

        response.Body = _streamed ? input.Stream : Whole(input.Stream);
        return response;

        static MemoryStream Whole(Stream body)
        {
            var copy = new MemoryStream();
            body.CopyTo(copy);
            copy.Position = 0;
            return copy;
        }
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var (code, message) = Read(input.Stream);
        AmazonGlacierException exception = code switch
        {
            nameof(ResourceNotFoundException) => new ResourceNotFoundException(message, innerException),
            nameof(InsufficientCapacityException) => new InsufficientCapacityException(message, innerException),
            nameof(PolicyEnforcedException) => new PolicyEnforcedException(message, innerException),
            _ => new AmazonGlacierException(message, innerException),
        };
        exception.ErrorCode = code;
        exception.StatusCode = statusCode;
        exception.ErrorType = statusCode >= HttpStatusCode.InternalServerError ? ErrorType.Receiver : ErrorType.Sender;
        exception.RequestId = input.ResponseData.GetHeaderValue("x-amzn-RequestId");
        return exception;
    }

    protected override bool ShouldReadEntireResponse(IWebResponseData response, bool readEntireResponse) =>
        !_streamed && base.ShouldReadEntireResponse(response, readEntireResponse);

    private static (string Code, string Message) Read(Stream body)
    {
        try
        {
            using var error = JsonDocument.Parse(body);
            return (error.RootElement.GetProperty("code").GetString() ?? "", error.RootElement.GetProperty("message").GetString() ?? "");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return ("", "Glacier's answer cannot be read.");
        }
    }
}
