using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.Tokens;
using Gas.Tests.Blazor.Accounts.SecondFactor;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>What is said and done when a change of an account is not taken, as when it was changed somewhere else at the same moment.</summary>
public sealed class UnsavedAccountTests : IAsyncLifetime
{
    private const string Page = "/account/security";
    private const string Unsaved = "Nothing has changed: this could not be saved";

    private readonly Refusing _refusing = new();
    private readonly GasServer _server;

    public UnsavedAccountTests() => _server = new GasServer([], services => services.AddSingleton<IUserValidator<GasUser>>(_refusing));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_second_factor_is_told_to_be_on_or_off_when_it_is()
    {
        using var owner = await _server.VisitAsAsync(GasServer.Ann);
        using var begun = await owner.SubmitAsync(Page, "second-begin");
        var app = AuthenticatorApp.Scan(await Visitor.TextOfAsync(begun));
        _refusing.Refuses = user => user.TwoFactorEnabled;
        using var refused = await owner.FillInAsync(Page, ("Input.Code", app.Show(-1)));
        var page = await Visitor.TextOfAsync(refused);
        Assert.Contains(Unsaved, page, StringComparison.Ordinal);
        Assert.Contains("With a second factor a stolen password opens nothing", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Recovery codes", page, StringComparison.Ordinal);

        _refusing.Refuses = static _ => false;
        using var on = await owner.FillInAsync(Page, ("Input.Code", app.Show(0)));
        Assert.Contains("The second factor is on.", await Visitor.TextOfAsync(on), StringComparison.Ordinal);
        _refusing.Refuses = user => !user.TwoFactorEnabled;
        using var kept = await owner.SubmitAsync(Page, "second-off");
        page = await Visitor.TextOfAsync(kept);
        Assert.Contains(Unsaved, page, StringComparison.Ordinal);
        Assert.Contains("On: whoever signs in also tells a code.", page, StringComparison.Ordinal);
        _refusing.Refuses = static _ => true;
        using var codes = await owner.SubmitAsync(Page, "recovery-codes");
        page = await Visitor.TextOfAsync(codes);
        Assert.Contains(Unsaved, page, StringComparison.Ordinal);
        Assert.DoesNotContain("These are your new recovery codes", page, StringComparison.Ordinal);

        var (lines, _) = await _server.Services.GetRequiredService<AuditList>().PageAsync(new AuditFilter((await _server.IdOfAsync(GasServer.Ann)).Value), before: null, 50, Cancellation);
        Assert.Single(lines, line => line.Action == AuditAction.SecondFactorOn);
        Assert.DoesNotContain(lines, line => line.Action is AuditAction.SecondFactorOff or AuditAction.RecoveryCodesMade);
    }

    [Fact]
    public async Task Neither_a_password_nor_the_first_admin_is_half_made()
    {
        await _server.AddAsync(GasServer.Ann);
        var tokens = _server.Services.GetRequiredService<TokenBook>();
        var token = await tokens.MakeAsync(await _server.IdOfAsync(GasServer.Ann), "mine", TokenScope.Read, TimeSpan.FromDays(9), Cancellation);
        await using var scope = _server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        var ann = (await users.FindByEmailAsync(GasServer.Ann))!;
        var link = await users.GeneratePasswordResetTokenAsync(ann);
        _refusing.Refuses = static _ => true;
        Assert.False((await scope.ServiceProvider.GetRequiredService<PasswordReset>().SetAsync(ann, link, "another horse 8", Cancellation)).Succeeded);
        Assert.False(ann.EmailConfirmed);
        Assert.NotNull(await tokens.FindAsync(token, Cancellation));

        // The account is taken, the role is not.
        var asked = 0;
        _refusing.Refuses = _ => ++asked > 1;
        var setup = _server.Services.GetRequiredService<SetupLink>().Issue();
        await using var other = _server.Services.CreateAsyncScope();
        await Assert.ThrowsAsync<InvalidOperationException>(() => other.ServiceProvider.GetRequiredService<NewAccounts>().SetUpAsync(setup, GasServer.Admin, GasServer.Password, Cancellation));
        Assert.Equal(2, asked);
        Assert.False(await _server.HasAsync(GasServer.Admin));
    }

    [Fact]
    public async Task Guesses_at_the_same_moment_count_each_though_the_address_is_not_confirmed()
    {
        await _server.AddAsync(GasServer.Ann);
        _server.Services.GetRequiredService<IOptions<IdentityOptions>>().Value.SignIn.RequireConfirmedEmail = true;
        var judged = new Counting();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(guess => Task.Run(
            async () =>
            {
                await using var scope = _server.Services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>().PasswordHasher = judged;
                var verdict = await scope.ServiceProvider.GetRequiredService<PasswordCheck>().JudgeAsync(GasServer.Ann, $"wrong horse {guess}");
                Assert.Null(verdict.Unconfirmed);
            },
            Cancellation)));
        Assert.InRange(judged.Guesses, 1, 5);

        await _server.ChangeAsync(GasServer.Ann, user => (user.LockoutEnd, user.AccessFailedCount) = (null, 4));
        await using var last = _server.Services.CreateAsyncScope();
        Assert.NotNull((await last.ServiceProvider.GetRequiredService<PasswordCheck>().JudgeAsync(GasServer.Ann, GasServer.Password)).Unconfirmed);
        await _server.ChangeAsync(GasServer.Ann, user => Assert.Equal((null, 0), (user.LockoutEnd, user.AccessFailedCount)));
    }

    private sealed class Refusing : IUserValidator<GasUser>
    {
        public Func<GasUser, bool> Refuses { get; set; } = static _ => false;

        public Task<IdentityResult> ValidateAsync(UserManager<GasUser> manager, GasUser user) =>
            Task.FromResult(Refuses(user) ? IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure()) : IdentityResult.Success);
    }

    private sealed class Counting : PasswordHasher<GasUser>
    {
        private int _guesses;

        public int Guesses => _guesses;

        public override PasswordVerificationResult VerifyHashedPassword(GasUser user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _guesses);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
