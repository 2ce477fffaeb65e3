using System.Net;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>A body that stops in its middle until the test lets it go on.</summary>
internal sealed class SlowBody(byte[] content) : HttpContent
{
    private readonly TaskCompletionSource _halfway = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Halfway => _halfway.Task;

    public void GoOn() => _goOn.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(content);
        await stream.FlushAsync();
        _halfway.TrySetResult();
        await _goOn.Task;
        await stream.WriteAsync("\n"u8.ToArray());
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
