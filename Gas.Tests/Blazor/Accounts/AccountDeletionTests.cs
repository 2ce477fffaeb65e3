using System.Net;
using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Endpoints;
using Gas.Tests.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>An account is deleted over the whole server. Sessions are looked at once an hour here: who is signed out, is so by the news of the deletion.</summary>
public class AccountDeletionTests
{
    private const string Form = "Leaving.Password";

    private static readonly byte[] Record = "NC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n"u8.ToArray();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_deletes_their_account_is_out_at_once_and_nothing_of_theirs_is_left()
    {
        await using var server = Start();
        using var here = await server.VisitAsAsync(GasServer.Ann);
        using var there = await server.VisitAsAsync(GasServer.Ann);
        using var script = await server.CallAsAsync(GasServer.Ann);
        await server.AddAsync(GasServer.Admin, admin: true);
        var ann = await server.IdOfAsync(GasServer.Ann);
        for (var i = 0; i < 3; i++)
        {
            using var sent = await script.SendAsync(HttpMethod.Post, $"/api/jobs?name={i}.vcf", SmallVcf.Body());
            Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        }

        using var wrong = await here.FillInAsync("/account", (Form, "wrong horse 8"));
        Assert.Contains("The password is wrong. Nothing has been deleted.", await Visitor.TextOfAsync(wrong), StringComparison.Ordinal);
        using var right = await here.FillInAsync("/account", (Form, GasServer.Password));
        Assert.Equal((HttpStatusCode.Found, "/account/deleted"), (right.StatusCode, new Uri(server.Address, right.Headers.Location!).AbsolutePath));

        await IsOutAsync(here);
        await IsOutAsync(there);
        using var refused = await script.GetAsync("/api/jobs");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var door = server.Visit();
        using var again = await door.TrySignInAsync(GasServer.Ann, GasServer.Password);
        Assert.Contains("Wrong e-mail or password.", await Visitor.TextOfAsync(again), StringComparison.Ordinal);
        Assert.Contains("Your account is being deleted", await here.ReadAsync("/account/deleted"), StringComparison.Ordinal);

        await Until.TrueAsync(async () => !await ExistsAsync(server, ann), "the account is gone");
        Assert.Empty(await server.Store.CountAsync(ann, Cancellation));
        Assert.Empty(server.Files());
        using var anew = await door.MakeAccountAsync("/account/register", GasServer.Ann);
        Assert.Equal(HttpStatusCode.Found, anew.StatusCode);
        Assert.NotEqual(ann, await server.IdOfAsync(GasServer.Ann));
    }

    [Fact]
    public async Task The_address_is_taken_as_long_as_anything_is_left()
    {
        await using var server = Start();
        await server.AddAsync(GasServer.Ann);
        var ann = await server.IdOfAsync(GasServer.Ann);
        // A job that cannot go: its row is held by a worker that will not come back.
        var stuck = Pipeline.SampleJobs.Queued() with { Owner = ann, State = JobState.Deleting, Lease = Pipeline.SampleJobs.Lease(TimeProvider.System.GetUtcNow().AddHours(1)) };
        await server.Store.AddAsync(stuck, Cancellation);
        Assert.Null(await DeletionOf(server).RequestAsync(ann, Cancellation));

        using var visitor = server.Visit();
        using var refused = await visitor.MakeAccountAsync("/account/register", GasServer.Ann);
        Assert.Contains("is already taken", await Visitor.TextOfAsync(refused), StringComparison.Ordinal);

        await server.Store.TryRemoveAsync(stuck.Id, stuck.Version, Cancellation);
        await Until.TrueAsync(async () => !await ExistsAsync(server, ann), "the account is gone");
    }

    [Fact]
    public async Task The_last_admin_is_told_why_they_must_stay()
    {
        await using var server = Start();
        using var admin = await server.VisitAsAsync(GasServer.Admin);
        var page = await admin.ReadAsync("/account");
        Assert.Contains("last admin", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Form, page, StringComparison.Ordinal);
        Assert.Equal(AccountDeletion.LastAdmin, await DeletionOf(server).RequestAsync(await server.IdOfAsync(GasServer.Admin), Cancellation));

        await server.AddAsync(GasServer.Bob, admin: true);
        Assert.Contains(Form, await admin.ReadAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_admins_who_leave_at_the_same_moment_one_must_stay()
    {
        await using var server = Start();
        for (var round = 0; round < 10; round++)
        {
            await server.AddAsync("one@lab.example", admin: true);
            await server.AddAsync("other@lab.example", admin: true);
            var ids = await Task.WhenAll(server.IdOfAsync("one@lab.example"), server.IdOfAsync("other@lab.example"));

            var answers = await Task.WhenAll(ids.Select(id => Task.Run(() => DeletionOf(server).RequestAsync(id, Cancellation))));

            Assert.Equal([AccountDeletion.LastAdmin, null], answers.OrderByDescending(answer => answer, StringComparer.Ordinal));
            await WithAccountsAsync(server, accounts => accounts.Users.ExecuteDeleteAsync(Cancellation));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upload_that_is_under_way_makes_no_job(bool isDeleted)
    {
        await using var server = Start();
        using var script = await server.CallAsAsync(GasServer.Ann);
        var ann = await server.IdOfAsync(GasServer.Ann);
        using var body = new SlowBody([.. SmallVcf.Bytes, .. Enumerable.Repeat(Record, 10_000).SelectMany(record => record)]);
        var sending = script.SendAsync(HttpMethod.Post, "/api/jobs?name=slow.vcf", body);
        await body.Halfway;
        await Until.TrueAsync(() => server.Files().Length == 1, "the file is being written");
        if (isDeleted)
        {
            Assert.Null(await DeletionOf(server).RequestAsync(ann, Cancellation));
            await Until.TrueAsync(async () => !await ExistsAsync(server, ann), "the account is gone");
        }
        else
        {
            await server.ChangeAsync(GasServer.Ann, user => user.Disabled = true);
        }

        body.GoOn();
        using var answer = await sending;

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await server.Store.CountAsync(null, Cancellation));
        Assert.Empty(server.Files());
    }

    [Fact]
    public async Task Whoever_has_the_account_in_hand_does_not_bring_it_back()
    {
        await using var server = Start();
        await server.AddAsync(GasServer.Ann);
        var ann = await server.IdOfAsync(GasServer.Ann);
        await using var scope = server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        var inHand = await users.FindByEmailAsync(GasServer.Ann);
        // Keeps the account there while it is looked at.
        await server.Store.AddAsync(Pipeline.SampleJobs.Queued() with { Owner = ann, State = JobState.Deleting, Lease = Pipeline.SampleJobs.Lease(TimeProvider.System.GetUtcNow().AddHours(1)) }, Cancellation);
        Assert.Null(await DeletionOf(server).RequestAsync(ann, Cancellation));

        inHand!.DisplayName = "Ann";
        Assert.False((await users.UpdateAsync(inHand)).Succeeded);

        await WithAccountsAsync(server, async accounts =>
        {
            var row = await accounts.Users.SingleAsync(user => user.Id == ann.Value, Cancellation);
            Assert.True(row is { Disabled: true, DeletionRequestedAt: not null });
        });
    }

    [Fact]
    public async Task The_migrations_make_what_the_code_expects_and_a_row_takes_its_roles_along()
    {
        await using var server = Start();
        await server.AddAsync(GasServer.Admin, admin: true);
        await server.AddAsync(GasServer.Bob, admin: true);
        var bob = await server.IdOfAsync(GasServer.Bob);
        Assert.Null(await DeletionOf(server).RequestAsync(bob, Cancellation));
        await Until.TrueAsync(async () => !await ExistsAsync(server, bob), "the account is gone");
        await WithAccountsAsync(server, async accounts =>
        {
            Assert.False(accounts.Database.HasPendingModelChanges());
            Assert.Single(await accounts.UserRoles.ToListAsync(Cancellation));
        });
    }

    /// <summary>Settings that say where accounts lie.</summary>
    protected virtual Dictionary<string, string> Accounts() => [];

    private GasServer Start() => new(
        Accounts(),
        services => services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromHours(1)));

    private static AccountDeletion DeletionOf(GasServer server) => server.Services.GetRequiredService<AccountDeletion>();

    private static async Task IsOutAsync(Visitor visitor)
    {
        using var answer = await visitor.GetAsync("/jobs");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("/account/login", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    private static async Task<bool> ExistsAsync(GasServer server, UserId id)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users.AnyAsync(user => user.Id == id.Value, Cancellation);
    }

    private static async Task WithAccountsAsync(GasServer server, Func<AccountsDbContext, Task> look)
    {
        await using var scope = server.Services.CreateAsyncScope();
        await look(scope.ServiceProvider.GetRequiredService<AccountsDbContext>());
    }
}
