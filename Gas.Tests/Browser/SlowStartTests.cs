using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>A page can be read, and left, before its circuit is up.</summary>
[Collection(SiteCollection.Name)]
public sealed class SlowStartTests(Site site)
{
    // Ends each message of SignalR's handshake, which is the only one in JSON.
    private const string Handshake = "{}\u001e";

    [Fact]
    public async Task Who_follows_a_link_while_the_circuit_starts_gets_there()
    {
        await using var user = await site.VisitAsUserAsync();
        var page = user.Page;
        var held = new List<Action>();
        var isHeld = true;
        var answered = new TaskCompletionSource();
        // The circuit has been asked for at the first page's address, and the server's answers are late.
        await page.RouteWebSocketAsync("**/_blazor**", socket => socket.ConnectToServer().OnMessage(frame =>
        {
            var bytes = frame.Binary!;
            lock (held)
            {
                if (!isHeld || System.Text.Encoding.ASCII.GetString(bytes) == Handshake)
                {
                    socket.Send(bytes);
                    return;
                }

                held.Add(() => socket.Send(bytes));
                answered.TrySetResult();
            }
        }));
        await page.GotoAsync("/");
        await answered.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await page.Link("Submit").ClickAsync();
        await page.WaitForURLAsync("**/submit");
        lock (held)
        {
            isHeld = false;
            held.ForEach(send => send());
        }

        await Expect(page.Heading("Annotate files")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Choose files")).ToBeEnabledAsync();
        Assert.EndsWith("/submit", page.Url, StringComparison.Ordinal);
        user.SawNoTrouble();
    }
}
