using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts.SignIn;

/// <summary>What claims may not take.</summary>
public sealed class ClaimedRightsTests(SigningSite site) : IClassFixture<SigningSite>
{
    [Fact]
    public async Task The_last_admin_stays_one_until_there_is_another()
    {
        const string Email = "sole@lab.example";
        await ComeAsync("sole", "chiefs");
        Assert.True(await site.IsAdminAsync(Email));
        await ComeAsync("sole");
        Assert.True(await site.IsAdminAsync(Email));
        Assert.Contains(site.Log.Lines, line => line.Contains("it is the last one and stays it", StringComparison.Ordinal));
        await site.Server.AddAsync(GasServer.Admin, admin: true);
        await ComeAsync("sole");
        Assert.False(await site.IsAdminAsync(Email));
    }

    [Fact]
    public async Task Premium_that_is_paid_for_meanwhile_stays()
    {
        const string Email = "buyer@lab.example";
        await ComeAsync("buyer", "payers");
        var id = await site.Server.IdOfAsync(Email);
        await using (var scope = site.Server.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users.Where(user => user.Id == id.Value)
                .ExecuteUpdateAsync(user => user.SetProperty(one => one.BillingSubscription, "sub_of-buyer"), TestContext.Current.CancellationToken);
        }

        await ComeAsync("buyer");
        Assert.Equal(Plan.Premium, await site.PlanAsync(Email));
    }

    private async Task ComeAsync(string name, params string[] groups)
    {
        using var visitor = site.Server.Visit();
        Assert.Equal("/", await site.SignInAsync(visitor, SigningSite.Person(name, groups)));
    }
}
