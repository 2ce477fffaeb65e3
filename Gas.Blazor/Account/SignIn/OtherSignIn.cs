using System.Security.Claims;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.SecondFactor;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Gas.Blazor.Account.SignIn;

/// <summary>The one place that decides what becomes of somebody who comes back from a provider: signed in, linked, given an account, or refused.</summary>
public sealed partial class OtherSignIn(
    UserManager<GasUser> users,
    SecondStep second,
    AccountsDbContext accounts,
    SignInProviders providers,
    ClaimedRights rights,
    AuditTrail trail,
    TimeProvider time,
    ILogger<OtherSignIn> logger)
{
    /// <summary>Who came back, as long as the short-lived cookie of that holds; null for nobody.</summary>
    internal async Task<(OtherPerson Person, AuthenticationProperties Visit)?> FindAsync(HttpContext context)
    {
        var answer = await context.AuthenticateAsync(IdentityConstants.ExternalScheme);
        return answer is { Succeeded: true, Properties: { } visit } && providers.Find(Freshness.ProviderOf(visit)) is { } provider && OtherPerson.Of(answer.Principal, provider) is { } person
            ? (person, visit)
            : null;
    }

    /// <summary>Signs in whom we know and makes an account for whom we do not, where that may be.</summary>
    internal async Task<SignInEnd> EnterAsync(OtherPerson person, AuthenticationProperties visit, CancellationToken cancellation)
    {
        var since = person.Provider.TellsWhen ? person.SignedInAt : time.GetUtcNow();
        if (Freshness.IsAsked(visit) && !(since is { } at && Freshness.IsFresh(at, time.GetUtcNow())))
        {
            LogNotAnew(person.Provider.Name, person.SignedInAt);
            return await RefuseAsync(SignInEnd.NotAnew, person, "not signed in anew");
        }

        if (await users.FindByLoginAsync(person.Provider.Name, person.Key) is { } known)
        {
            return await SignInAsync(known, person, visit, since, AuditAction.SignedIn, cancellation);
        }

        if (person.Email is null)
        {
            return await RefuseAsync(SignInEnd.NoEmail, person, "no verified e-mail address");
        }

        if (await users.FindByEmailAsync(person.Email) is not null)
        {
            return SignInEnd.NeedsPassword;
        }

        if (!providers.Registers(person.Provider))
        {
            return await RefuseAsync(SignInEnd.Closed, person, "an identity that has no account here");
        }

        return await MakeAsync(person, person.Email, cancellation) is { } made ? await SignInAsync(made, person, visit, since, AuditAction.Registered, cancellation) : await RefuseAsync(SignInEnd.Failed, person, "no account could be made");
    }

    /// <summary>Links to an account whose owner has just proved that it is theirs, and signs in to it. The provider vouches for its address.</summary>
    internal async Task<SignInEnd> LinkAndEnterAsync(GasUser user, OtherPerson person, AuthenticationProperties visit, CancellationToken cancellation)
    {
        var isFirstProof = !user.EmailConfirmed;
        // Saved with the link.
        user.EmailConfirmed = true;
        if (await LinkAsync(user, person) is var end and not SignInEnd.Linked)
        {
            return end;
        }

        if (isFirstProof)
        {
            await trail.NoteAsync(user, AuditAction.EmailConfirmed, $"by {person.Provider.Title}");
        }

        return await SignInAsync(user, person, visit, time.GetUtcNow(), AuditAction.SignedIn, cancellation);
    }

    /// <summary>Links to the account that the sign-in was begun for, if it is still that account that is signed in.</summary>
    internal async Task<SignInEnd> LinkAsync(ClaimsPrincipal by, UserId target, OtherPerson person, CancellationToken cancellation)
    {
        if (by.FindUserId() != target || await users.FindByIdAsync(target.Value) is not { Disabled: false } user)
        {
            return SignInEnd.Expired;
        }

        var end = await LinkAsync(user, person);
        if (end == SignInEnd.Linked)
        {
            await rights.ApplyAsync(target, person.Provider, person.Values, cancellation);
        }

        return end;
    }

    private async Task<SignInEnd> LinkAsync(GasUser user, OtherPerson person)
    {
        if (await users.FindByLoginAsync(person.Provider.Name, person.Key) is { } owner)
        {
            return owner.Id == user.Id ? SignInEnd.Linked : await RefuseAsync(SignInEnd.LinkedElsewhere, person, "the identity opens another account", user);
        }

        var result = await accounts.InTurnAsync(
            async () =>
            {
                var added = await users.AddLoginAsync(user, LoginOf(person));
                if (added.Succeeded)
                {
                    await accounts.NoteAsync(trail.Line(user, AuditAction.IdentityLinked, user.Id, person.Provider.Title), CancellationToken.None);
                }

                return added;
            },
            CancellationToken.None);
        if (!result.Succeeded)
        {
            LogNotLinked(user.Id, person.Provider.Name, Reasons(result));
            return await RefuseAsync(SignInEnd.Failed, person, "the identity could not be linked", user);
        }

        return SignInEnd.Linked;
    }

    /// <param name="since">When they showed who they are; null when that is not known.</param>
    private async Task<SignInEnd> SignInAsync(GasUser user, OtherPerson person, AuthenticationProperties visit, DateTimeOffset? since, AuditAction action, CancellationToken cancellation)
    {
        if (user.Disabled)
        {
            return await RefuseAsync(SignInEnd.Disabled, person, "disabled", user);
        }

        await rights.ApplyAsync(new UserId(user.Id), person.Provider, person.Values, cancellation);
        // Rights are changed beside what is tracked here, and with them the stamp that a session is held against.
        await accounts.Entry(user).ReloadAsync(cancellation);
        var session = new AuthenticationProperties();
        Freshness.MarkProvider(session, person.Provider.Name);
        Freshness.MarkSince(session, since);
        if (visit.GetTokenValue("id_token") is { } token && person.Provider.SignOutThere)
        {
            session.StoreTokens([new AuthenticationToken { Name = "id_token", Value = token }]);
        }

        return await second.EnterAsync(user, session, action, $"with {person.Provider.Title}") ? SignInEnd.SignedIn : SignInEnd.NeedsCode;
    }

    private async Task<SignInEnd> RefuseAsync(SignInEnd end, OtherPerson person, string why, GasUser? account = null)
    {
        await trail.RefuseAsync(account, $"{why}, with {person.Provider.Title}");
        return end;
    }

    /// <summary>Account and link in one step: an account without a way in would keep the address from its owner.</summary>
    private async Task<GasUser?> MakeAsync(OtherPerson person, string email, CancellationToken cancellation)
    {
        var name = person.Name.Length > GasUser.LongestName ? person.Name[..GasUser.LongestName] : person.Name;
        var user = new GasUser { UserName = email, Email = email, EmailConfirmed = true, DisplayName = name, CreatedAt = time.GetUtcNow() };
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellation);
        var result = await users.CreateAsync(user);
        if (result.Succeeded)
        {
            result = await users.AddLoginAsync(user, LoginOf(person));
        }

        if (!result.Succeeded)
        {
            LogNotMade(person.Provider.Name, Reasons(result));
            return null;
        }

        await transaction.CommitAsync(cancellation);
        LogMade(user.Id, person.Provider.Name);
        return user;
    }

    private static UserLoginInfo LoginOf(OtherPerson person) => new(person.Provider.Name, person.Key, person.Provider.Title);

    private static string Reasons(IdentityResult result) => string.Join(", ", result.Errors.Select(error => error.Code));

    [LoggerMessage(10, LogLevel.Information, "Made account {UserId} for somebody who came with {Provider}.")]
    private partial void LogMade(string userId, string provider);

    [LoggerMessage(11, LogLevel.Warning, "No account was made for somebody who came with {Provider}: {Reasons}.")]
    private partial void LogNotMade(string provider, string reasons);

    [LoggerMessage(13, LogLevel.Warning, "{Provider} was asked to have somebody sign in anew, but says of when they did: {SignedInAt}. If it never tells, set its TellsWhen to false (docs/sign-in.md).")]
    private partial void LogNotAnew(string provider, DateTimeOffset? signedInAt);

    [LoggerMessage(12, LogLevel.Warning, "Account {UserId} was not linked with {Provider}: {Reasons}.")]
    private partial void LogNotLinked(string userId, string provider, string reasons);
}
