using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Gas.Tests.Server;

namespace Gas.Tests.Deployment;

/// <summary>The deployment as it ships, but for the containers.</summary>
public sealed class TwoInstancesTests
{
    private const string Vcf = "##fileformat=VCFv4.2\n##contig=<ID=NC_045512.2,length=29903>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nNC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Browsers_stay_at_one_of_two_instances_that_are_one_service_and_leave_nothing_on_their_disks()
    {
        await using var site = await ComposedSite.StartAsync(Cancellation);
        using var ann = new ScriptedUser(site.Address);
        // Printed by the first, and perhaps answered by the second.
        await ann.SetUpAsync(site.Servers[0], Cancellation);
        var route = Assert.Single(ann.Cookies.GetCookies(site.Address), cookie => cookie.Name == "gas_route");
        Assert.True(route is { Secure: true, HttpOnly: true });
        Assert.Contains(ann.Cookies.GetCookies(site.Address), cookie => cookie is { Name: "__Host-gas", Secure: true });

        // A live page's socket is found only by the instance that agreed to it.
        for (var visit = 0; visit < 6; visit++)
        {
            using var visitor = new ScriptedUser(site.Address);
            await ConnectAsync(visitor, site.Address);
        }

        // Where the way leads is told by the address that the browser knows.
        using var nobody = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator }) { BaseAddress = site.Address };
        using var turned = await nobody.GetAsync(new Uri("/jobs", UriKind.Relative), Cancellation);
        Assert.Equal((HttpStatusCode.Found, site.Address.GetLeftPart(UriPartial.Authority)), (turned.StatusCode, turned.Headers.Location?.GetLeftPart(UriPartial.Authority)));

        var job = await ann.UploadAsync(new MemoryStream(Encoding.ASCII.GetBytes(Vcf)), "small.vcf", Cancellation);
        await ann.WaitForAsync(job, "Completed", Cancellation);
        foreach (var server in site.Servers)
        {
            using var direct = new ScriptedUser(server.Address);
            direct.UseBasic();
            Assert.Equal("Completed", await direct.StateAsync(job, Cancellation));
        }

        Assert.Empty(site.LeftBehind);

        // The instance that the browser was at is gone; the other one knows who it is.
        await site.Servers[0].KillAsync(Cancellation);
        var page = await ann.Http.GetStringAsync(new Uri("/account", UriKind.Relative), Cancellation);
        Assert.Contains(ScriptedUser.Email, page, StringComparison.Ordinal);
    }

    private static async Task ConnectAsync(ScriptedUser visitor, Uri address)
    {
        await visitor.Http.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);
        using var agreed = await visitor.Http.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null, Cancellation);
        var token = (await agreed.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("connectionToken").GetString();
        using var socket = new ClientWebSocket();
        socket.Options.Cookies = visitor.Cookies;
#pragma warning disable CA5359 // The certificate is the test's own, made a moment ago for a proxy on this machine.
        socket.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "wss", Path = "/_blazor", Query = $"id={token}" }.Uri, Cancellation);
        Assert.Equal(WebSocketState.Open, socket.State);
    }
}
