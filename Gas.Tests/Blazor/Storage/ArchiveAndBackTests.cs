using System.Net;
using Gas.Blazor.Account.Plans;
using Gas.Blazor.Endpoints;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Storage;

/// <summary>The whole way of a result over the real server: to the archive, and back after an upgrade.</summary>
public class ArchiveAndBackTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_archived_result_leads_to_the_plans_and_is_the_same_when_it_is_back()
    {
        await using var server = new GasServer(new Dictionary<string, string>(Accounts())
        {
            ["Plans:Free:ArchiveAfter"] = "00:00:00",
            ["Archive:HotGrace"] = "00:00:00",
            ["Archive:PollInterval"] = "00:00:01",
            ["Embedded:Vault:ExpeditedTime"] = "00:00:00",
            ["Pipeline:SweepInterval"] = "00:00:00.100",
        });
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var sent = await ann.SendAsync(HttpMethod.Post, "/api/jobs?name=a.vcf", SmallVcf.Body());
        var id = (await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid();

        var archived = await WaitAsync(server, id, job => job is { State: JobState.Archived, HotUntil: null });
        using var refused = await ann.GetAsync($"/api/jobs/{id}/download/result");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(UploadLimit.PlansPage, (await Visitor.JsonOfAsync(refused)).GetProperty("link").GetString());
        using var summary = await ann.GetAsync($"/api/jobs/{id}/download/summary");
        Assert.Equal(HttpStatusCode.OK, summary.StatusCode);
        using var browser = await server.VisitAsAsync(GasServer.Ann);
        Assert.Contains("data-answer=\"Upgrade\"", await browser.ReadAsync($"/jobs/{id}"), StringComparison.Ordinal);
        Assert.Contains("What an upgrade brings back", await browser.ReadAsync("/account/plan"), StringComparison.Ordinal);

        Assert.True(await server.Services.GetRequiredService<PlanSwitch>().ChangeAsync(await server.IdOfAsync(GasServer.Ann), Plan.Premium, null, Cancellation));
        var restored = await WaitAsync(server, id, job => job.State == JobState.Completed);
        Assert.Equal(archived.Result!.Vcf.Sha256, restored.Result!.Vcf.Sha256);
        using var result = await ann.GetAsync($"/api/jobs/{id}/download/result");
        Assert.Equal(HttpStatusCode.OK, result.StatusCode);
        Assert.Contains("All your results are at hand", await browser.ReadAsync("/account/plan"), StringComparison.Ordinal);
    }

    /// <summary>Settings that say where accounts lie.</summary>
    protected virtual Dictionary<string, string> Accounts() => [];

    private static async Task<Job> WaitAsync(GasServer server, Guid id, Func<Job, bool> wished)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Mail.Until.Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (await server.Store.FindAsync(new JobId(id), patience.Token) is { } job && wished(job))
            {
                return job;
            }

            await ticks.WaitForNextTickAsync(patience.Token);
        }
    }
}
