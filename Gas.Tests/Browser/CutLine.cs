using System.Net;
using System.Net.Sockets;

namespace Gas.Tests.Browser;

/// <summary>A network line to a server that can be cut and mended: a relay on a port of its own.</summary>
internal sealed class CutLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _server;
    private readonly Task _accepting;
    private CancellationTokenSource _whole = new();
    private volatile bool _isCut;

    public CutLine(Uri server)
    {
        _server = server;
        _listener.Start();
        Address = new UriBuilder(server) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Ends all that goes over the line, and whatever is tried until it is mended.</summary>
    public void Cut()
    {
        _isCut = true;
        _whole.Cancel();
    }

    public void Mend()
    {
        _whole = new CancellationTokenSource();
        _isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _whole.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_isCut)
                {
                    client.Dispose();
                    continue;
                }

                _ = RelayAsync(client, _whole.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task RelayAsync(TcpClient client, CancellationToken cancellation)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(_server.Host, _server.Port, cancellation);
                var (near, far) = (client.GetStream(), server.GetStream());
                await Task.WhenAny(near.CopyToAsync(far, cancellation), far.CopyToAsync(near, cancellation));
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // Cut, or hung up by one of the two.
            }
        }
    }
}
