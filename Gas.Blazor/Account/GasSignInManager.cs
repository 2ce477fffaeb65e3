using System.Security.Claims;
using Gas.Blazor.Account.Sessions;
using Gas.Blazor.Account.SignIn;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account;

/// <summary>Refuses disabled accounts, at the door and in every later check of a session, and keeps the list of sessions and when each began.</summary>
public sealed class GasSignInManager(
    UserManager<GasUser> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<GasUser> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<GasUser>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<GasUser> confirmation,
    SessionBook sessions,
    TimeProvider time)
    : SignInManager<GasUser>(users, context, claims, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(GasUser user) => !user.Disabled && await base.CanSignInAsync(user);

    /// <summary>
    /// Null also for a session that was ended. One whose stamp is old is not ended by that: it may have been given the new stamp, and only whoever asks here
    /// (an open page, a request on its way) still shows the old one.
    /// </summary>
    public override async Task<GasUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { Disabled: false } user
        && await sessions.GoesOnAsync(new UserId(user.Id), SessionMark.Of(principal), CancellationToken.None)
            ? user
            : null;

    public override async Task SignInWithClaimsAsync(GasUser user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var session = authenticationProperties ?? new AuthenticationProperties();
        Freshness.Mark(session, time.GetUtcNow());
        if (SessionMark.Of(session) is not { } id)
        {
            // Whoever was signed in to this browser before is so no more.
            await EndAsync(Context.User);
            id = await sessions.BeginAsync(new UserId(user.Id), Context, CancellationToken.None);
        }

        await base.SignInWithClaimsAsync(user, session, additionalClaims.Append(SessionMark.Set(session, id)));
    }

    /// <summary>For this session, after the account's stamp has changed: all others end.</summary>
    public override async Task RefreshSignInAsync(GasUser user)
    {
        await base.RefreshSignInAsync(user);
        await sessions.EndOthersAsync(new UserId(user.Id), SessionMark.Of(Context.User), CancellationToken.None);
    }

    public override async Task SignOutAsync()
    {
        await EndAsync(Context.User);
        await base.SignOutAsync();
    }

    private async Task EndAsync(ClaimsPrincipal? user)
    {
        if (user?.FindUserId() is { } owner && SessionMark.Of(user) is { } id)
        {
            await sessions.EndAsync(owner, id, CancellationToken.None, isLeaving: true);
        }
    }
}
