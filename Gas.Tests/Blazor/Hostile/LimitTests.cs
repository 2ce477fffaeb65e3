using System.Net;
using System.Text;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Tokens;
using Gas.Blazor.Endpoints;
using Gas.Pipeline.Embedded;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Endpoints;
using Gas.Tests.Mail;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Blazor.Hostile;

/// <summary>What one user, or one address of visitors, may ask for and no more.</summary>
public sealed class LimitTests(LimitTests.Site site) : IClassFixture<LimitTests.Site>
{
    private const int Requests = 25;
    private const int WrongOnes = 3;

    /// <summary>What is not counted by the minute, and why that does no harm.</summary>
    private static readonly (string Under, string Why)[] Exempt =
    [
        ("/_blazor", "bounded by the number of live pages and the length of messages"),
        ("/_framework", "files that everybody gets"),
        ("/health/live", "does nothing; whoever restarts what does not answer must not be misled"),
    ];

    private static readonly string[] Exports =
    [
        "/account/export", "/api/audit", "/jobs/download", "/api/jobs/download", "/jobs/{id:guid}/variants/{format}", "/api/jobs/{id:guid}/variants/{format}", "/jobs/{id:guid}/report",
        "/api/jobs/{id:guid}/report", "/jobs/{id:guid}/compare/{other:guid}", "/api/jobs/{id:guid}/compare/{other:guid}", "/shared/{secret}/report",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GasServer Server => site.Server;

    private RouteEndpoint[] Endpoints => [.. Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)];

    [Fact]
    public void Every_endpoint_is_counted_or_named_with_a_reason()
    {
        var limiter = Server.Services.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter!;
        var free = Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null || IsFree(endpoint)).Select(RouteOf).ToArray();
        Assert.DoesNotContain(free, route => !Exempt.Any(one => new PathString(route).StartsWithSegments(one.Under)));
        Assert.DoesNotContain(Exempt, one => !free.Any(route => new PathString(route).StartsWithSegments(one.Under)));

        bool IsFree(Endpoint endpoint)
        {
            var context = new DefaultHttpContext();
            context.SetEndpoint(endpoint);
            return limiter.GetStatistics(context)?.CurrentAvailablePermits is null or > Requests;
        }
    }

    [Fact]
    public void What_is_made_while_it_is_sent_is_bounded_at_once() =>
        Assert.Equal(Exports.Order(StringComparer.Ordinal), Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == RateLimits.Export).Select(RouteOf).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Whoever_asks_too_often_is_told_when_to_come_back_and_others_are_not()
    {
        using var busy = await CallAsync("busy@lab.example");
        using var other = await CallAsync("idle@lab.example");
        var codes = new List<HttpStatusCode>();
        for (var request = 0; request < Requests; request++)
        {
            using var answer = await busy.GetAsync("/api/plan");
            codes.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, Assert.Single(codes.Distinct()));
        using var refused = await busy.GetAsync("/api/plan");
        using var others = await other.GetAsync("/api/plan");
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (refused.StatusCode, others.StatusCode));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Contains($"Try again in {refused.Headers.RetryAfter.Delta.Value.TotalSeconds} seconds.", (await Visitor.JsonOfAsync(refused)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_asked_for_too_often_is_a_page_that_says_so_and_the_genome_browser_is_counted_apart()
    {
        using var ann = await Server.VisitAsAsync(GasServer.Ann);
        for (var request = 0; request < Requests; request++)
        {
            (await ann.GetAsync("/nothing")).Dispose();
        }

        using var refused = await ann.GetAsync("/nothing");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("Too many requests</h1>", await Visitor.TextOfAsync(refused), StringComparison.Ordinal);
        using var genome = await ann.GetAsync($"/jobs/{Guid.NewGuid()}/genome/genes");
        using var style = await ann.GetAsync("/css/app.css");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (genome.StatusCode, style.StatusCode));
    }

    [Fact]
    public async Task As_many_files_are_taken_at_once_as_one_user_may_send()
    {
        using var ann = await CallAsync("field@lab.example");
        using var bob = await CallAsync(GasServer.Bob);
        SlowBody[] slow = [new(SmallVcf.Bytes), new(SmallVcf.Bytes)];
        var sending = slow.Select(body => ann.SendAsync(HttpMethod.Post, "/api/jobs", body)).ToArray();
        await Task.WhenAll(slow.Select(body => body.Halfway));
        var (limits, owner) = (Server.Services.GetRequiredService<RateLimits>(), await Server.IdOfAsync("field@lab.example"));
        await Until.TrueAsync(
            () =>
            {
                using var place = limits.BeginUpload(owner, out var busy);
                return busy is not null;
            },
            "both are being taken");

        using var third = await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body());
        using var others = await bob.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body());
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.Created), (third.StatusCode, others.StatusCode));
        Assert.NotNull(third.Headers.RetryAfter);
        Assert.Contains("when one of them has been taken", (await Visitor.JsonOfAsync(third)).GetProperty("detail").GetString(), StringComparison.Ordinal);

        slow[0].GoOn();
        using var done = await sending[0];
        var job = (await Visitor.JsonOfAsync(done)).GetProperty("id").GetGuid();
        using var again = await ann.SendAsync(HttpMethod.Post, $"/api/jobs/{job}/again");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        slow[1].GoOn();
        (await sending[1]).Dispose();
    }

    [Fact]
    public async Task A_job_is_not_run_again_while_as_many_files_are_being_taken()
    {
        using var ann = await CallAsync("again@lab.example");
        using var first = await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body());
        var job = (await Visitor.JsonOfAsync(first)).GetProperty("id").GetGuid();
        var limits = Server.Services.GetRequiredService<RateLimits>();
        var owner = await Server.IdOfAsync("again@lab.example");
        using (limits.BeginUpload(owner, out var none))
        using (limits.BeginUpload(owner, out _))
        {
            Assert.Null(none);
            using var refused = await ann.SendAsync(HttpMethod.Post, $"/api/jobs/{job}/again");
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        }

        using var taken = await ann.SendAsync(HttpMethod.Post, $"/api/jobs/{job}/again");
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    [Fact]
    public async Task A_ZIP_is_packed_when_the_one_before_has_been()
    {
        using var ann = await CallAsync("zip@lab.example");
        using var upload = await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body());
        var job = (await Visitor.JsonOfAsync(upload)).GetProperty("id").GetGuid();
        await Until.TrueAsync(async () => (await Server.Store.FindAsync(new JobId(job), Cancellation))!.State == JobState.Completed, "the job is completed");
        site.Files.Hold();
        var first = ann.GetAsync($"/api/jobs/download?id={job}");
        await Until.TrueAsync(() => Volatile.Read(ref site.Files.Waiting) > 0, "the ZIP is being packed");

        using var second = await ann.GetAsync($"/api/jobs/download?id={job}");
        site.Files.GoOn();
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Contains("when one of them has ended", (await Visitor.JsonOfAsync(second)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var packed = await first;
        Assert.NotEmpty(await packed.Content.ReadAsByteArrayAsync(Cancellation));
        await Until.TrueAsync(
            async () =>
            {
                using var third = await ann.GetAsync($"/api/jobs/download?id={job}");
                return third.StatusCode == HttpStatusCode.OK;
            },
            "another one is packed");
    }

    [Fact]
    public async Task Pages_that_poll_are_counted_as_those_with_a_socket_are()
    {
        using var visitor = Server.Visit();
        var first = await PollAsync(visitor);
        await PollAsync(visitor);
        Assert.True(await IsClosedAsync(visitor, await PollAsync(visitor), Until.Patience));

        // Whoever leaves makes room: such a page is not closed, so that its next question waits.
        (await visitor.SendAsync(HttpMethod.Delete, first.Address)).Dispose();
        await Until.TrueAsync(async () => !await IsClosedAsync(visitor, await PollAsync(visitor), TimeSpan.FromMilliseconds(300)), "there is room again");
    }

    [Fact]
    public async Task A_script_with_a_wrong_token_does_not_shut_out_the_others_of_its_address()
    {
        using var good = await CallAsync("shared@lab.example");
        using var bad = Server.Visit();
        bad.Headers.Authorization = new("Bearer", "gas_wrong");
        for (var time = 0; time <= WrongOnes; time++)
        {
            using var wrong = await bad.GetAsync("/api/plan");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var answer = await good.GetAsync("/api/plan");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public void A_body_that_hardly_comes_is_broken_off()
    {
        var rate = Server.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MinRequestBodyDataRate!;
        Assert.Equal((5000, UploadOptions.Grace), (rate.BytesPerSecond, rate.GracePeriod));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    public void A_house_is_one_address(string one, string other, bool alike) =>
        Assert.Equal(alike, RateLimits.KeyOf(IPAddress.Parse(one)) == RateLimits.KeyOf(IPAddress.Parse(other)));

    private static string RouteOf(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}";

    /// <summary>Begins a live page where sockets do not pass, up to the hand-shake; gives the address at which it polls, and the hand-shake's answer with what came behind it.</summary>
    private static async Task<(string Address, string Answer)> PollAsync(Visitor visitor)
    {
        using var negotiated = await visitor.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        var address = $"/_blazor?id={(await Visitor.JsonOfAsync(negotiated)).GetProperty("connectionToken").GetString()}";
        (await visitor.GetAsync(address)).Dispose();
        (await visitor.SendAsync(HttpMethod.Post, address, new ByteArrayContent(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e")))).Dispose();
        var answer = await visitor.ReadAsync(address);
        Assert.StartsWith("{}\u001e", answer, StringComparison.Ordinal);
        return (address, answer);
    }

    /// <summary>Whether the service ends the page's connection: else its question waits.</summary>
    private static async Task<bool> IsClosedAsync(Visitor visitor, (string Address, string Answer) page, TimeSpan within)
    {
        // The message that closes is the protocol's seventh, and no other has that number.
        const char Close = '\u0007';
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(within);
        try
        {
            var (isClosed, text) = (false, page.Answer);
            while (!isClosed && !text.Contains(Close, StringComparison.Ordinal))
            {
                using var answer = await visitor.GetAsync(page.Address).WaitAsync(patience.Token);
                (isClosed, text) = (answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotFound, await Visitor.TextOfAsync(answer));
            }

            return true;
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>By a token: passwords are limited, too.</summary>
    private async Task<Visitor> CallAsync(string email)
    {
        await Server.AddAsync(email);
        var script = Server.Visit();
        var token = await Server.Services.GetRequiredService<TokenBook>().MakeAsync(await Server.IdOfAsync(email), "script", TokenScope.Read | TokenScope.Submit, TimeSpan.FromDays(1), Cancellation);
        script.Headers.Authorization = new("Bearer", token);
        return script;
    }

    public sealed class Site : IAsyncDisposable
    {
        public Site() => Server = new GasServer(
            new()
            {
                ["Limits:RequestsPerMinute"] = $"{Requests}",
                ["Limits:ExportsAtOnce"] = "1",
                ["Upload:AtOnce"] = "2",
                ["Upload:BytesPerSecond"] = "5000",
                ["Circuits:MostPerUser"] = "2",
                ["Accounts:AttemptsPerMinute"] = $"{WrongOnes}",
            },
            services => services.Replace(ServiceDescriptor.Singleton<IFileStore>(provider => Files = new HeldFileStore(ActivatorUtilities.CreateInstance<LocalFileStore>(provider)))));

        public GasServer Server { get; }

        internal HeldFileStore Files { get; private set; } = null!;

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
