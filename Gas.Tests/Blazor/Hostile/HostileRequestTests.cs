using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Accounts.SignIn;
using Gas.Tests.Blazor.Endpoints;
using Gas.Tests.Embedded;
using Gas.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Blazor.Hostile;

/// <summary>What people send who do not mean well.</summary>
public sealed class HostileRequestTests(HostileRequestTests.Site site) : IClassFixture<HostileRequestTests.Site>
{
    private const int MessageLimit = 64 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GasServer Server => site.Server;

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task No_form_leads_out_of_the_service(string evil)
    {
        var target = Uri.EscapeDataString(evil);
        using var visitor = Server.Visit();
        using var registered = await visitor.MakeAccountAsync($"/account/register?returnUrl={target}", $"{Guid.NewGuid():n}@lab.example");
        Assert.Equal("/", SigningSite.Where(registered));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", await visitor.TokenAsync()), KeyValuePair.Create("returnUrl", evil)]);
        using var left = await visitor.SendAsync(HttpMethod.Post, "/account/logout", form);
        Assert.Equal("/", SigningSite.Where(left));
    }

    [Theory]
    [InlineData("small.vcf\r\nfail: GAS[0] forged line")]
    [InlineData("small\u2028forged line.vcf")]
    [InlineData("forged line {Password}.vcf")]
    public async Task No_name_comes_into_the_log(string name)
    {
        using var ann = await Server.CallAsAsync(GasServer.Ann);
        using var answer = await ann.SendAsync(HttpMethod.Post, $"/api/jobs?name={Uri.EscapeDataString(name)}", SmallVcf.Body());
        var id = (await Visitor.JsonOfAsync(answer)).GetProperty("id").GetGuid();
        await Until.TrueAsync(async () => (await Server.Store.FindAsync(new Gas.Pipeline.Jobs.JobId(id), Cancellation))!.FinishedAt is not null, "the job has ended");
        Assert.Contains(site.Log.Lines, line => line.Contains(id.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(site.Log.Lines, line => line.Contains("forged line", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_is_too_large_ends_its_own_connection_only()
    {
        using var hostile = await ConnectAsync(Server.Address);
        using var other = await ConnectAsync(Server.Address);
        await hostile.SendAsync(new byte[MessageLimit * 4], WebSocketMessageType.Binary, endOfMessage: true, Cancellation);
        await Assert.ThrowsAnyAsync<Exception>(() => ReadToEndAsync(hostile));
        Assert.Equal(WebSocketState.Open, other.State);
        using var visitor = Server.Visit();
        Assert.Contains("Know what your variants do", await visitor.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("not an address", HttpStatusCode.Forbidden)]
    [InlineData("{0}.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("{0}", HttpStatusCode.OK)]
    public async Task A_live_page_of_another_site_is_refused(string origin, HttpStatusCode expected)
    {
        var from = string.Format(CultureInfo.InvariantCulture, origin, Server.Address.GetLeftPart(UriPartial.Authority));
        using var visitor = Server.Visit();
        using var answer = await visitor.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null, ("Origin", from));
        Assert.Equal(expected, answer.StatusCode);

        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        socket.Options.SetRequestHeader("Origin", from);
        if (expected == HttpStatusCode.OK)
        {
            await socket.ConnectAsync(AddressOf(Server.Address), Cancellation);
        }
        else
        {
            await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(AddressOf(Server.Address), Cancellation));
            Assert.Equal(expected, socket.HttpStatusCode);
        }
    }

    [Fact]
    public async Task One_user_opens_so_many_live_pages_and_no_more()
    {
        await using var small = new GasServer(new() { ["Circuits:MostPerUser"] = "2" });
        using var first = await ConnectAsync(small.Address);
        using var second = await ConnectAsync(small.Address);
        using var third = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        await Assert.ThrowsAsync<WebSocketException>(() => third.ConnectAsync(AddressOf(small.Address), Cancellation));
        Assert.Equal(HttpStatusCode.TooManyRequests, third.HttpStatusCode);

        // Whoever leaves makes room.
        first.Abort();
        await Until.TrueAsync(
            async () =>
            {
                using var next = new ClientWebSocket();
                try
                {
                    await next.ConnectAsync(AddressOf(small.Address), Cancellation);
                    return true;
                }
                catch (WebSocketException)
                {
                    return false;
                }
            },
            "there is room again");
    }

    /// <summary>As a browser begins a live page, up to the hand-shake's answer.</summary>
    private static async Task<ClientWebSocket> ConnectAsync(Uri server)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(AddressOf(server), Cancellation);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Binary, endOfMessage: true, Cancellation);
        var answer = new byte[64];
        var read = await socket.ReceiveAsync(answer, Cancellation);
        Assert.Equal("{}\u001e", Encoding.UTF8.GetString(answer, 0, read.Count));
        return socket;
    }

    /// <summary>Ends with an exception when the connection does.</summary>
    private static async Task ReadToEndAsync(ClientWebSocket socket)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var buffer = new byte[4096];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, patience.Token);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException("closed");
            }
        }
    }

    private static Uri AddressOf(Uri server) => new UriBuilder(server) { Scheme = "ws", Path = "/_blazor" }.Uri;

    public sealed class Site : IAsyncDisposable
    {
        public Site() => Server = new GasServer(new() { ["Logging:LogLevel:Default"] = "Debug" }, services => services.AddSingleton<ILoggerProvider>(Log));

        internal RecordedLog Log { get; } = new();

        public GasServer Server { get; }

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
