using System.Text;
using System.Xml.Linq;

namespace Gas.Tests.Aws;

/// <summary>What buckets are configured for; kept as it was put.</summary>
internal sealed partial class S3Peer
{
    private readonly Dictionary<(string Bucket, string Kind), string> _configurations = [];

    /// <summary>The configuration of a kind (<c>lifecycle</c>, <c>notification</c> …) as XML; null when there is none.</summary>
    public string? ConfigurationOf(string bucket, string kind)
    {
        lock (_lock)
        {
            return _configurations.GetValueOrDefault((bucket, kind));
        }
    }

    private PeerAnswer Configure(PeerRequest request, string bucket)
    {
        _configurations[(bucket, KindOf(request))] = Encoding.UTF8.GetString(request.Body);
        return new PeerAnswer(200);
    }

    private PeerAnswer Configuration(PeerRequest request, string bucket)
    {
        var kind = KindOf(request);
        if (_configurations.TryGetValue((bucket, kind), out var there))
        {
            return new PeerAnswer(200) { Body = Encoding.UTF8.GetBytes(there), ContentType = "application/xml" };
        }

        return kind switch
        {
            "notification" => Xml("<NotificationConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>"),
            "lifecycle" => throw new PeerRefusalException(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
            "cors" => throw new PeerRefusalException(404, "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
            "encryption" => throw new PeerRefusalException(404, "ServerSideEncryptionConfigurationNotFoundError", "The server side encryption configuration was not found"),
            "publicAccessBlock" => throw new PeerRefusalException(404, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
            _ => throw new PeerRefusalException(501, "NotImplemented", "A header you provided implies functionality that is not implemented"),
        };
    }

    private static string KindOf(PeerRequest request) => request.RawQuery.Split('&', '=')[0];

    private bool IsToldOf(string bucket, string key)
    {
        if (!_configurations.TryGetValue((bucket, "notification"), out var there))
        {
            return false;
        }

        return XDocument.Parse(there).Descendants().Where(one => one.Name.LocalName == "QueueConfiguration").Any(one =>
            one.Descendants().Any(field => field.Name.LocalName == "Event" && field.Value == "s3:ObjectRestore:Completed")
            && one.Descendants().Where(field => field.Name.LocalName == "FilterRule").All(rule =>
                key.StartsWith(rule.Elements().Single(field => field.Name.LocalName == "Value").Value, StringComparison.Ordinal)));
    }
}
