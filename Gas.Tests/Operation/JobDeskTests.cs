using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Operation;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Endpoints;
using Gas.Tests.Pipeline;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Operation;

public sealed class JobDeskTests(GasServer server) : IClassFixture<GasServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private JobDesk Desk => server.Services.GetRequiredService<JobDesk>();

    private JobLedger Ledger => server.Services.GetRequiredService<JobLedger>();

    private IJobQueue Queue => server.Services.GetRequiredService<IJobQueue>();

    [Fact]
    public async Task All_that_match_are_counted_done_and_written_down_each_by_itself()
    {
        server.Services.GetRequiredService<WorkGate>().Close(Enum.GetValues<Stage>());
        var admin = await AdminAsync();
        var owner = await OwnerAsync("many@lab.example");
        var failed = new List<Job>();
        for (var number = 0; number < 450; number++)
        {
            failed.Add(await FailedAsync(owner, $"broken-{number}.vcf"));
        }

        var spared = await FailedAsync(owner, "other.vcf");
        var query = new JobQuery { Owner = owner, States = [JobState.Failed], Search = "broken" };
        Assert.Equal(450, await Desk.CountAsync(query, JobDeed.Delete, Cancellation));
        Assert.Equal(0, await Desk.CountAsync(query, JobDeed.Cancel, Cancellation));
        var seen = new List<long>();
        var (done, refusal) = await Desk.ActOnAllAsync(admin, query, JobDeed.Delete, "Failed, 'broken'", new Told(seen.Add), Cancellation);
        Assert.Equal((450, null), (done, refusal));
        Assert.Equal(450, seen[^1]);
        foreach (var job in failed)
        {
            Assert.Equal(JobState.Deleting, (await server.Store.FindAsync(job.Id, Cancellation))!.State);
        }

        Assert.Equal(JobState.Failed, (await server.Store.FindAsync(spared.Id, Cancellation))!.State);
        var trail = server.Services.GetRequiredService<AuditList>();
        var (summary, _) = await trail.PageAsync(new AuditFilter(Action: AuditAction.JobsChanged), null, 10, Cancellation);
        Assert.Equal("Delete: 450 jobs; Failed, 'broken'", Assert.Single(summary).Detail);
        var (lines, _) = await trail.PageAsync(new AuditFilter(failed[7].Id.ToString(), AuditAction.JobDeleted), null, 10, Cancellation);
        Assert.Equal(GasServer.Admin, Assert.Single(lines).Actor);
    }

    [Fact]
    public async Task Who_is_no_admin_does_nothing_to_anybodys_job()
    {
        var owner = await OwnerAsync("victim@lab.example");
        var job = await FailedAsync(owner, "mine.vcf");
        var stranger = await PrincipalAsync(await NamedAsync("stranger@lab.example"));
        Assert.NotNull(await Desk.ActAsync(stranger, job.Id, JobDeed.Delete, Cancellation));
        var (done, refusal) = await Desk.ActOnAllAsync(stranger, new JobQuery { Owner = owner }, JobDeed.Delete, "", new Told(_ => { }), Cancellation);
        Assert.Equal(0, done);
        Assert.NotNull(refusal);
        Assert.Equal(JobState.Failed, (await server.Store.FindAsync(job.Id, Cancellation))!.State);
    }

    [Fact]
    public async Task A_deletion_is_written_down_before_it_is_done()
    {
        var admin = await AdminAsync();
        var job = await FailedAsync(await OwnerAsync("deleted@lab.example"), "deleted.vcf");
        // The service stops in between.
        var broken = ActivatorUtilities.CreateInstance<JobLedger>(server.Services, new DownJobStore());
        var desk = ActivatorUtilities.CreateInstance<JobDesk>(server.Services, broken);
        var access = ActivatorUtilities.CreateInstance<JobAccess>(server.Services, broken);
        await Assert.ThrowsAsync<IOException>(() => desk.ActAsync(admin, job.Id, JobDeed.Delete, Cancellation));
        await Assert.ThrowsAsync<IOException>(() => access.RecordAsync(admin, job.Id, new JobEvent.DeleteRequested(), Cancellation));
        var (lines, _) = await server.Services.GetRequiredService<AuditList>().PageAsync(new AuditFilter(job.Id.ToString(), AuditAction.JobDeleted), null, 10, Cancellation);
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public async Task A_dead_letter_of_a_job_that_was_given_up_begins_it_anew_and_a_discarded_one_leaves_it()
    {
        server.Services.GetRequiredService<WorkGate>().Close(Enum.GetValues<Stage>());
        var admin = await AdminAsync();
        var letters = server.Services.GetRequiredService<DeadLetterDesk>();
        var owner = await OwnerAsync("letters@lab.example");
        var (tried, dropped) = (await FailedAsync(owner, "again.vcf"), await FailedAsync(owner, "never.vcf"));
        await BuryAsync(tried.Id);
        await BuryAsync(dropped.Id);
        var read = await letters.ReadAsync(admin, Stage.Annotate, Cancellation);
        Assert.Equal(["again.vcf", "never.vcf"], read.Select(one => one.Job!.FileName).Order());

        Assert.Null(await letters.RetryAsync(admin, read.Single(one => one.Job!.Id == tried.Id).Letter, Cancellation));
        Assert.Equal(JobState.Queued, (await server.Store.FindAsync(tried.Id, Cancellation))!.State);
        Assert.Null(await letters.DiscardAsync(admin, read.Single(one => one.Job!.Id == dropped.Id).Letter, Cancellation));
        Assert.Equal(JobState.Failed, (await server.Store.FindAsync(dropped.Id, Cancellation))!.State);
        Assert.Empty(await letters.ReadAsync(admin, Stage.Annotate, Cancellation));
        var (seen, _) = await server.Services.GetRequiredService<AuditList>().PageAsync(new AuditFilter(Action: AuditAction.ListSeen), null, 10, Cancellation);
        Assert.Equal("dead letters: Annotate", Assert.Single(seen).Detail);
        Assert.NotNull(await letters.DiscardAsync(admin, read[0].Letter, Cancellation));
    }

    private async Task BuryAsync(JobId job)
    {
        await Queue.SendAsync(Stage.Annotate, job, TimeSpan.Zero, Cancellation);
        while ((await Queue.ReceiveAsync(Stage.Annotate, 10, TimeSpan.FromMinutes(5), Cancellation)) is { Count: > 0 } taken)
        {
            foreach (var delivery in taken)
            {
                await (delivery.Job == job ? Queue.BuryAsync(delivery, "It failed three times.", Cancellation) : Queue.CompleteAsync(delivery, Cancellation));
            }

            if (taken.Any(delivery => delivery.Job == job))
            {
                return;
            }
        }
    }

    private async Task<Job> FailedAsync(UserId owner, string name)
    {
        var now = TimeProvider.System.GetUtcNow();
        var job = Job.Submitted(JobId.New(now), owner, SampleJobs.Free, name, SampleJobs.File(), "NC_045512.2", new AnnotationOptions(), now)
            .On(new JobEvent.WorkFailed(null, new JobFailure(Fault.Service, "no")), now)!;
        Assert.True(await server.Store.AddAsync(job, Cancellation));
        return job;
    }

    private async Task<UserId> OwnerAsync(string email)
    {
        await server.AddAsync(email);
        return await server.IdOfAsync(email);
    }

    private async Task<string> NamedAsync(string email)
    {
        await server.AddAsync(email);
        return email;
    }

    private async Task<ClaimsPrincipal> AdminAsync()
    {
        await server.AddAsync(GasServer.Admin, admin: true);
        return await PrincipalAsync(GasServer.Admin);
    }

    private async Task<ClaimsPrincipal> PrincipalAsync(string email)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>().FindByEmailAsync(email);
        return await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<GasUser>>().CreateAsync(user!);
    }

    private sealed class Told(Action<long> take) : IProgress<long>
    {
        public void Report(long value) => take(value);
    }
}
