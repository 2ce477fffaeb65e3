using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Gas.Pipeline.Aws.Sns;

/// <summary>Writes a request; the SDK encodes the parameters as the body and signs it.</summary>
internal sealed class SnsCall : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public const string Version = "2010-03-31";

    public static readonly SnsCall Marshaller = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = (SnsRequest)input;
        var call = new DefaultRequest(input, "Amazon.SimpleNotificationService") { HttpMethod = "POST", ResourcePath = "/" };
        call.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
        call.Parameters.Add("Action", request.Action);
        call.Parameters.Add("Version", Version);
        request.Write((name, value) =>
        {
            if (value is not null)
            {
                call.Parameters.Add(name, value);
            }
        });
        return call;
    }
}
