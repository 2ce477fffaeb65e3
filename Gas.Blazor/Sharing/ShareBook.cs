using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Sharing;

/// <summary>Makes, lists, revokes and follows shared links.</summary>
public sealed class ShareBook(IServiceScopeFactory scopes, IJobStore store, AuditTrail trail, TimeProvider time)
{
    /// <summary>Links of one account; more than anybody can look after.</summary>
    public const int Most = 200;

    /// <summary>How exactly the last use is noted, so that not each look costs a write.</summary>
    private static readonly TimeSpan UseInterval = TimeSpan.FromMinutes(1);

    /// <summary>The account's links, newest first; those that have expired too, until they are removed.</summary>
    /// <param name="job">Of this job only; null for all.</param>
    public async Task<IReadOnlyList<ShareLink>> ListAsync(UserId owner, JobId? job, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var links = Of(scope, owner);
        if (job is { } one)
        {
            var id = one.ToString();
            links = links.Where(link => link.JobId == id);
        }

        return await links.OrderByDescending(link => link.CreatedAt).AsNoTracking().ToListAsync(cancellation);
    }

    /// <summary>Makes a link to a job of the account; its secret is told here and never again.</summary>
    /// <returns>Null when the account has as many as it may have.</returns>
    public async Task<string?> MakeAsync(Job job, string name, bool downloads, TimeSpan life, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await Of(scope, job.Owner).CountAsync(cancellation) >= Most)
        {
            return null;
        }

        var secret = Secret.Make();
        var now = time.GetUtcNow();
        var accounts = Accounts(scope);
        accounts.ShareLinks.Add(new ShareLink
        {
            Id = Guid.NewGuid().ToString(),
            UserId = job.Owner.Value,
            JobId = job.Id.ToString(),
            FileName = job.FileName,
            Name = name,
            Downloads = downloads,
            Hash = Secret.Hash(secret),
            CreatedAt = now,
            ExpiresAt = now + life,
        });
        await accounts.NoteAsync(trail.Line(await accounts.Users.SingleAsync(user => user.Id == job.Owner.Value, cancellation), AuditAction.ShareMade, job.Id.ToString(), name), cancellation);
        return secret;
    }

    /// <summary>It leads nowhere from the next call on.</summary>
    /// <returns>The link, or null when the account has no such one.</returns>
    public async Task<ShareLink?> RevokeAsync(UserId owner, string id, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = Accounts(scope);
        if (await Of(scope, owner).SingleOrDefaultAsync(one => one.Id == id, cancellation) is not { } link)
        {
            return null;
        }

        accounts.ShareLinks.Remove(link);
        await accounts.NoteAsync(trail.Line(await accounts.Users.SingleAsync(user => user.Id == owner.Value, cancellation), AuditAction.ShareRevoked, link.JobId, link.Name), cancellation);
        return link;
    }

    /// <summary>The link and the one job that it shows; null for one that is unknown, expired or revoked, whose owner may do nothing, or whose job is gone.</summary>
    public async Task<SharedJob?> FindAsync(string? secret, CancellationToken cancellation)
    {
        if (secret?.Length != Secret.Length)
        {
            return null;
        }

        var hash = Secret.Hash(secret);
        await using var scope = scopes.CreateAsyncScope();
        var accounts = Accounts(scope);
        var now = time.GetUtcNow();
        var link = await accounts.ShareLinks.AsNoTracking().SingleOrDefaultAsync(one => one.Hash == hash && one.ExpiresAt > now, cancellation);
        if (link is null || !await accounts.Users.AnyAsync(user => user.Id == link.UserId && !user.Disabled && user.DeletionRequestedAt == null, cancellation))
        {
            return null;
        }

        var job = JobId.TryParse(link.JobId, out var id) ? await store.FindAsync(id, cancellation) : null;
        if (job is null || job.State == JobState.Deleting || job.Owner.Value != link.UserId)
        {
            return null;
        }

        if (!(now - link.LastUsedAt < UseInterval))
        {
            await accounts.ShareLinks.Where(one => one.Id == link.Id).ExecuteUpdateAsync(one => one.SetProperty(used => used.LastUsedAt, now), cancellation);
        }

        return new SharedJob(link, job);
    }

    private static AccountsDbContext Accounts(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<AccountsDbContext>();

    private static IQueryable<ShareLink> Of(AsyncServiceScope scope, UserId owner) => Accounts(scope).ShareLinks.Where(link => link.UserId == owner.Value);
}
