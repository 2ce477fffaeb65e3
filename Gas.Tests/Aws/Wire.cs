namespace Gas.Tests.Aws;

/// <summary>Stands under the SDK's retries: sends a request on, swallows its answer, or answers itself, as the test says.</summary>
internal sealed class Wire : DelegatingHandler
{
    private int _requests;
    private string? _silent;

    /// <summary>Asked before each request, with the operation's name; an answer given here goes back instead of the peer's.</summary>
    public Func<string, HttpResponseMessage?> Answer { get; set; } = _ => null;

    /// <summary>Whether the peer's answer to this operation is lost on the way.</summary>
    public Func<string, bool> Loses { get; set; } = _ => false;

    public int Requests => _requests;

    /// <summary>Loses the next answers to an operation.</summary>
    public void LoseNext(string operation, int times = 1)
    {
        var left = times;
        Loses = asked => asked == operation && Interlocked.Decrement(ref left) >= 0;
    }

    /// <summary>The next request for an operation is never answered.</summary>
    public void SilentFor(string operation) => _silent = operation;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        var operation = request.Headers.GetValues("X-Amz-Target").Single().Split('.')[1];
        if (operation == _silent)
        {
            _silent = null;
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        if (Answer(operation) is { } instead)
        {
            instead.RequestMessage = request;
            return instead;
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (Loses(operation))
        {
            response.Dispose();
            throw new HttpRequestException("The connection was reset.", new IOException("Connection reset by peer"));
        }

        return response;
    }
}
