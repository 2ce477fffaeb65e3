using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws;

/// <summary>A file on its way to S3: a short one in one request, a longer one in parts while it is being written. Only the commit makes it appear.</summary>
internal sealed class S3FileDraft : FileDraft
{
    private readonly S3Upload _upload;
    private readonly PartStream _content;
    private readonly CancellationTokenSource _given = new();
    private bool _committed;

    public S3FileDraft(S3Upload upload, int partBytes)
    {
        _upload = upload;
        _content = new PartStream(partBytes, part => _upload.AddPartAsync(part, _given.Token));
    }

    public override Stream Content => _content;

    public override async Task<StoredFile> CommitAsync(CancellationToken cancellation)
    {
        if (_committed)
        {
            throw new InvalidOperationException("The file is committed already.");
        }

        var last = await _content.FinishAsync(cancellation);
        var sha256 = _content.Sha256();
        if (!_upload.HasParts)
        {
            await _upload.PutAsync(last, sha256, cancellation);
        }
        else
        {
            await _upload.AddPartAsync(last, cancellation);
            await _upload.CompleteAsync(_content.Length, cancellation);
        }

        _committed = true;
        return new StoredFile(_upload.Key, _content.Length, Convert.ToHexStringLower(sha256));
    }

    public override async ValueTask DisposeAsync()
    {
        await _given.CancelAsync();
        await _content.ReleaseAsync();
        if (!_committed)
        {
            await _upload.AbortAsync();
        }
    }
}
