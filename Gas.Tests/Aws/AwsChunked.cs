using System.Globalization;
using System.Text;

namespace Gas.Tests.Aws;

/// <summary>The framing <c>aws-chunked</c>: hexadecimal lengths with signatures, then trailing headers.</summary>
internal static class AwsChunked
{
    /// <summary>The request as if it had come whole, its trailing headers among the others.</summary>
    public static PeerRequest Unframe(PeerRequest request)
    {
        if (request.Header("Content-Encoding")?.Contains("aws-chunked", StringComparison.Ordinal) != true)
        {
            return request;
        }

        using var body = new MemoryStream();
        var at = 0;
        for (var length = ChunkLength(request.Sent, ref at); length > 0; length = ChunkLength(request.Sent, ref at))
        {
            body.Write(request.Sent, at, length);
            at += length + 2;
        }

        while (at < request.Sent.Length && Line(request.Sent, ref at) is { Length: > 0 } trailer)
        {
            var field = trailer.Split(':', 2);
            request.Http.Headers[field[0]] = field[1].Trim();
        }

        return request.Header("x-amz-decoded-content-length") == body.Length.ToString(CultureInfo.InvariantCulture)
            ? request with { Body = body.ToArray() }
            : throw new PeerRefusalException(400, "IncompleteBody", "The body is not as long as it was said to be.");
    }

    private static int ChunkLength(byte[] sent, ref int at) => int.Parse(Line(sent, ref at).Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Line(byte[] sent, ref int at)
    {
        var end = sent.AsSpan(at).IndexOf("\r\n"u8);
        var line = Encoding.ASCII.GetString(sent, at, end);
        at += end + 2;
        return line;
    }
}
