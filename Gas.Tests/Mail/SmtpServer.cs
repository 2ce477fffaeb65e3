using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gas.Tests.Mail;

/// <summary>A mail server on loopback that speaks as much of SMTP (RFC 5321) as a client needs, and says no as it is told to.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedMail> _mails = [];
    private readonly ConcurrentQueue<string> _commands = [];
    private readonly List<Task> _sessions = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener;
    private readonly Task _accepting;

    private SmtpServer(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public IReadOnlyList<ReceivedMail> Mails => [.. _mails];

    /// <summary>Each command line of all sessions, in order.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>Asked at each command, and at the end of the data as "."; null for the usual answer, "drop" to break the connection.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>Takes connections and never says a word.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What AUTH PLAIN has to bring, as user and password; null to offer none.</summary>
    public (string User, string Password)? Login { get; init; }

    public static SmtpServer Start(int port = 0) => new(port);

    public static SmtpServer StartWithLogin(string user, string password) => new(0) { Login = (user, password) };

    public int Tries(string verb) => Commands.Count(line => line.StartsWith(verb, StringComparison.OrdinalIgnoreCase));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            if (IsSilent)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
            }

            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 mail.test ready");
            await TalkAsync(reader, writer);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        var (from, to) = ("", new List<string>());
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            _commands.Enqueue(line);
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            var answer = Answer(line);
            if (answer is null && verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var data = await ReadDataAsync(reader);
                answer = Answer(".");
                if (answer is null or "drop")
                {
                    _mails.Enqueue(new ReceivedMail(from, [.. to], data));
                }
            }

            if (answer == "drop")
            {
                return;
            }

            await writer.WriteLineAsync(answer ?? Usual(verb, line));
            switch (verb)
            {
                case "MAIL":
                    (from, to) = (Path(line), []);
                    break;
                case "RCPT" when answer is null:
                    to.Add(Path(line));
                    break;
                case "QUIT":
                    return;
            }
        }
    }

    private string Usual(string verb, string line) => verb switch
    {
        "EHLO" => Login is null ? "250-mail.test\r\n250 8BITMIME" : "250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN",
        "AUTH" => line == $"AUTH PLAIN {Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{Login?.User}\0{Login?.Password}"))}" ? "235 welcome" : "535 5.7.8 wrong",
        "QUIT" => "221 bye",
        "MAIL" or "RCPT" or "DATA" or "RSET" or "NOOP" => "250 ok",
        _ => "502 not known here",
    };

    private async Task<string> ReadDataAsync(StreamReader reader)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line and not ".")
        {
            data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return data.ToString();
    }

    private static string Path(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
