using System.Globalization;
using System.Net.Http.Headers;
using System.Numerics;

namespace Gas.Tests.Aws;

/// <summary>Uploads in parts.</summary>
internal sealed partial class GlacierPeer
{
    private const long Mebibyte = 1 << 20;

    private readonly Dictionary<string, UploadInParts> _uploads = [];

    /// <summary>Uploads that were neither completed nor aborted.</summary>
    public int UnfinishedUploads
    {
        get
        {
            lock (_lock)
            {
                return _uploads.Count;
            }
        }
    }

    private PeerAnswer Begin(PeerRequest request)
    {
        var size = long.Parse(request.Header("x-amz-part-size") ?? "0", CultureInfo.InvariantCulture);
        if (size < Mebibyte || size > 4096 * Mebibyte || size % Mebibyte != 0 || !BitOperations.IsPow2(size))
        {
            throw new PeerRefusalException(400, "InvalidParameterValueException", $"Invalid part size: {size}. Part size must not be null, must be a power of two and be between 1048576 and 4294967296 bytes.");
        }

        var id = Guid.NewGuid().ToString("N");
        _uploads[id] = new UploadInParts(DescriptionOf(request), size);
        return new PeerAnswer(201) { Headers = { ["x-amz-multipart-upload-id"] = id } };
    }

    private PeerAnswer AddPart(PeerRequest request, string id)
    {
        CheckBody(request);
        var upload = UploadOf(id);
        var range = ContentRangeHeaderValue.Parse(request.Header("Content-Range") ?? throw new PeerRefusalException(400, "MissingParameterValueException", "Required parameter missing: Content-Range"));
        if (range.Unit != "bytes" || range.HasLength || range.From % upload.PartSize != 0 || range.To - range.From + 1 != request.Body.Length || request.Body.Length > upload.PartSize)
        {
            throw new PeerRefusalException(400, "InvalidParameterValueException", "The value passed in for Content-Range does not fit the part size or the body.");
        }

        upload.Parts[range.From!.Value] = request.Body;
        return new PeerAnswer(204) { Headers = { ["x-amz-sha256-tree-hash"] = TreeHashOf(request.Body) } };
    }

    private PeerAnswer Complete(PeerRequest request, string id)
    {
        var upload = UploadOf(id);
        long at = 0;
        foreach (var (from, part) in upload.Parts)
        {
            at = from == at && (part.Length == upload.PartSize || from == upload.Parts.Keys.Last()) ? at + part.Length : throw new PeerRefusalException(400, "InvalidParameterValueException", "A part is missing or too short.");
        }

        var content = upload.Parts.Values.SelectMany(part => part).ToArray();
        if (request.Header("x-amz-archive-size") != content.Length.ToString(CultureInfo.InvariantCulture) || request.Header("x-amz-sha256-tree-hash") != TreeHashOf(content))
        {
            throw new PeerRefusalException(400, "InvalidParameterValueException", "The archive's size or tree hash is not the one of its parts.");
        }

        _uploads.Remove(id);
        return Kept(content, upload.Description);
    }

    private PeerAnswer Abort(string id)
    {
        UploadOf(id);
        _uploads.Remove(id);
        return new PeerAnswer(204);
    }

    private UploadInParts UploadOf(string id) => _uploads.GetValueOrDefault(id) ?? throw new PeerRefusalException(404, "ResourceNotFoundException", $"Upload not found: {id}");

    private sealed record UploadInParts(string Description, long PartSize)
    {
        public SortedDictionary<long, byte[]> Parts { get; } = [];
    }
}
