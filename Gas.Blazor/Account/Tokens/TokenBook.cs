using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account.Tokens;

/// <summary>Makes, lists, revokes and recognises personal tokens.</summary>
public sealed class TokenBook(IServiceScopeFactory scopes, AuditTrail trail, TimeProvider time)
{
    /// <summary>Tokens of one account; more than anybody can look after.</summary>
    public const int Most = 50;

    /// <summary>How exactly the last use is noted, so that not each call costs a write.</summary>
    private static readonly TimeSpan UseInterval = TimeSpan.FromMinutes(1);

    /// <summary>The account's tokens, newest first; those that have expired too, until they are removed.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(UserId owner, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Of(scope, owner).OrderByDescending(token => token.CreatedAt).AsNoTracking().ToListAsync(cancellation);
    }

    /// <summary>Makes a token; its text is told here and never again.</summary>
    /// <returns>Null when the account has as many as it may have.</returns>
    public async Task<string?> MakeAsync(UserId owner, string name, TokenScope scopesOfToken, TimeSpan life, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await Of(scope, owner).CountAsync(cancellation) >= Most)
        {
            return null;
        }

        var text = TokenText.Make();
        _ = TokenText.TryHash(text, out var hash);
        var now = time.GetUtcNow();
        var accounts = Accounts(scope);
        accounts.Tokens.Add(new ApiToken { Id = Guid.NewGuid().ToString(), UserId = owner.Value, Name = name, Scopes = scopesOfToken, Hash = hash!, CreatedAt = now, ExpiresAt = now + life });
        await accounts.NoteAsync(trail.Line(await accounts.Users.SingleAsync(user => user.Id == owner.Value, cancellation), AuditAction.TokenMade, owner.Value, name), cancellation);
        return text;
    }

    /// <summary>It is not good from the next call on.</summary>
    /// <returns>Its name, or null when the account has no such token.</returns>
    public async Task<string?> RevokeAsync(UserId owner, string id, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = Accounts(scope);
        if (await Of(scope, owner).SingleOrDefaultAsync(one => one.Id == id, cancellation) is not { } token)
        {
            return null;
        }

        accounts.Tokens.Remove(token);
        await accounts.NoteAsync(trail.Line(await accounts.Users.SingleAsync(user => user.Id == owner.Value, cancellation), AuditAction.TokenRevoked, owner.Value, token.Name), cancellation);
        return token.Name;
    }

    /// <summary>The token and its owner's account; null for one that is unknown, expired or revoked, or whose account may do nothing.</summary>
    internal async Task<(ApiToken Token, GasUser Owner)?> FindAsync(string? text, CancellationToken cancellation)
    {
        if (!TokenText.TryHash(text, out var hash))
        {
            await trail.RefuseAsync(null, "an unknown or revoked token");
            return null;
        }

        await using var scope = scopes.CreateAsyncScope();
        var accounts = Accounts(scope);
        var now = time.GetUtcNow();
        var token = await accounts.Tokens.SingleOrDefaultAsync(one => one.Hash == hash, cancellation);
        var owner = token is null ? null : await accounts.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == token.UserId, cancellation);
        if (token is null || owner is not { Disabled: false } || token.ExpiresAt <= now)
        {
            await trail.RefuseAsync(owner, token is null ? "an unknown or revoked token" : $"the token {token.Name}, {(owner is { Disabled: false } ? "expired" : "disabled")}");
            return null;
        }

        if (!(now - token.LastUsedAt < UseInterval))
        {
            await accounts.Tokens.Where(one => one.Id == token.Id).ExecuteUpdateAsync(one => one.SetProperty(used => used.LastUsedAt, now), cancellation);
        }

        return (token, owner);
    }

    private static AccountsDbContext Accounts(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<AccountsDbContext>();

    private static IQueryable<ApiToken> Of(AsyncServiceScope scope, UserId owner) => Accounts(scope).Tokens.Where(token => token.UserId == owner.Value);
}
