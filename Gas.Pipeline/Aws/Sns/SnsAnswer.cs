using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Gas.Pipeline.Aws.Sns;

/// <summary>Reads an answer: <c>ActionResponse/ActionResult/…</c>, or an error.</summary>
internal sealed class SnsAnswer<TResponse> : XmlResponseUnmarshaller
    where TResponse : SnsResponse, new()
{
    public static readonly SnsAnswer<TResponse> Unmarshaller = new();

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var response = new TResponse { ResponseMetadata = new ResponseMetadata() };
        while (input.Read())
        {
            // /PublishResponse/PublishResult/MessageId
            if (input.IsStartElement && input.CurrentPath.Split('/', 4) is ["", _, var part, var path])
            {
                if (part == "ResponseMetadata")
                {
                    response.ResponseMetadata.RequestId = input.ReadText();
                }
                else if (path.EndsWith("/member", StringComparison.Ordinal))
                {
                    response.Begin();
                }
                else if (!path.EndsWith("/entry", StringComparison.Ordinal))
                {
                    response.Read(path, input.ReadText());
                }
            }
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
        return error.Code switch
        {
            "NotFound" => new NotFoundException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode),
            "AuthorizationError" => new AuthorizationErrorException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode),
            "InvalidParameter" => new InvalidParameterException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode),
            _ => new AmazonSimpleNotificationServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode),
        };
    }
}
