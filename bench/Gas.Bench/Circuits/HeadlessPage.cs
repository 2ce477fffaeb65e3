using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace Gas.Bench.Circuits;

/// <summary>
/// A live page without a browser: holds the page's circuit over a WebSocket, confirms what is drawn and answers calls as Blazor's script would,
/// and notes when it was told of which change. Draws nothing.
/// </summary>
internal sealed class HeadlessPage : IAsyncDisposable
{
    private const int ObjectReference = 1;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(long Shown, long Received)> _updates = [];
    private readonly Uri _address;
    private byte[] _buffer = new byte[4096];
    private Task _listening = Task.CompletedTask;
    private bool _greeted;
    private long _shown;

    private HeadlessPage(Uri address) => _address = address;

    /// <summary>The time of the latest commit that it shows; 0 for none yet.</summary>
    public long Shown => Volatile.Read(ref _shown);

    /// <summary>What it was told since the last <see cref="Forget"/>: the time of the commit, and when it arrived here.</summary>
    public IReadOnlyList<(long Shown, long Received)> Updates => _updates;

    /// <summary>Times that it was told of an older state than it had.</summary>
    public int Backwards { get; private set; }

    /// <summary>Why its circuit has ended; null while it lives.</summary>
    public string? Lost { get; private set; }

    /// <summary>Takes over a page that was drawn by a request.</summary>
    public static async Task<HeadlessPage> OpenAsync(Uri address, PageMarkup markup, string cookies, HttpMessageInvoker connector, CancellationToken cancellation)
    {
        var page = new HeadlessPage(address);
        page._socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        // Browsers ask for compression; that neither server grants it is part of what is measured.
        page._socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        page._socket.Options.SetRequestHeader("Cookie", cookies);
        await page._socket.ConnectAsync(new UriBuilder(new Uri(address, "/_blazor")) { Scheme = "ws" }.Uri, connector, cancellation);
        page._listening = page.ListenAsync();
        await page.SendAsync(HubMessage.Greeting);
        await page.SendAsync(HubMessage.Call("0", "StartCircuit", new Uri(address, "/").ToString(), address.ToString(), "[]", markup.State));
        await page._opened.Task.WaitAsync(cancellation);
        await page.SendAsync(HubMessage.Call(null, "UpdateRootComponents", markup.Operations, markup.State));
        return page;
    }

    /// <summary>For the next measurement.</summary>
    public void Forget() => _updates.Clear();

    public Task PingAsync() => Lost is null ? SendAsync(HubMessage.Ping) : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _socket.Dispose();
        _sending.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync(byte[] message)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, _stop.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            End(exception.Message);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ListenAsync()
    {
        try
        {
            var length = 0;
            while (await _socket.ReceiveAsync(_buffer.AsMemory(length), _stop.Token) is { MessageType: not WebSocketMessageType.Close } got)
            {
                length += got.Count;
                length -= await TakeAsync(length);
                if (length == _buffer.Length)
                {
                    Array.Resize(ref _buffer, length * 2);
                }
            }

            End("The server has closed the connection.");
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or InvalidDataException)
        {
            End(exception.Message);
        }
    }

    /// <summary>Takes all whole messages, moves the rest to the front and gives the number of bytes taken.</summary>
    private async Task<int> TakeAsync(int length)
    {
        var taken = 0;
        if (!_greeted)
        {
            taken = _buffer.AsSpan(0, length).IndexOf(HubMessage.EndOfGreeting) + 1;
            _greeted = taken > 0;
        }

        while (_greeted && HubMessage.Find(_buffer.AsSpan(taken, length - taken)) is { } message)
        {
            if (Answer(_buffer.AsSpan(taken, length - taken)[message]) is { } answer)
            {
                await SendAsync(answer);
            }

            taken += message.End.Value;
        }

        _buffer.AsSpan(taken, length - taken).CopyTo(_buffer);
        return taken;
    }

    private byte[]? Answer(ReadOnlySpan<byte> message)
    {
        var reader = new PackReader(message);
        reader.ReadArray();
        switch (reader.ReadInteger())
        {
            case HubMessage.Invocation:
                reader.SkipHeaders();
                reader.ReadBytes();
                return AnswerCall(reader.ReadBytes(), ref reader);
            case HubMessage.Completion:
                _opened.TrySetResult();
                return null;
            case HubMessage.Close:
                End(reader.ReadText());
                return null;
            default:
                return null;
        }
    }

    private byte[]? AnswerCall(ReadOnlySpan<byte> target, ref PackReader arguments)
    {
        arguments.ReadArray();
        if (target.SequenceEqual("JS.RenderBatch"u8))
        {
            var batch = arguments.ReadInteger();
            Note(ShownTime.Latest(arguments.ReadBytes()));
            return HubMessage.Call(null, "OnRenderCompleted", batch, null);
        }

        if (target.SequenceEqual("JS.BeginInvokeJS"u8))
        {
            var call = arguments.ReadInteger();
            var function = arguments.ReadText();
            arguments.ReadBytes();
            return call == 0 ? null : HubMessage.Call(null, "EndInvokeJSFromDotNet", call, true, string.Create(CultureInfo.InvariantCulture, $"[{call},true,{Result(function, arguments.ReadInteger())}]"));
        }

        if (target.SequenceEqual("JS.Error"u8))
        {
            End(arguments.ReadText());
        }

        return null;
    }

    private string Result(string function, long kind) => function switch
    {
        "location.href" => JsonSerializer.Serialize(_address.ToString()),
        _ when kind == ObjectReference => """{"__jsObjectId":1}""",
        _ => "null",
    };

    private void Note(long shown)
    {
        if (shown == 0)
        {
            return;
        }

        Backwards += shown < _shown ? 1 : 0;
        _updates.Add((shown, LatencyServer.Microseconds(TimeProvider.System.GetUtcNow())));
        Volatile.Write(ref _shown, shown);
    }

    private void End(string why)
    {
        Lost ??= why;
        _opened.TrySetException(new IOException(why));
    }
}
