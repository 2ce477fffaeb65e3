using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account.Audit;

/// <summary>Reads the audit trail, newest first.</summary>
public sealed class AuditList(IServiceScopeFactory scopes)
{
    private const int Chunk = 500;

    /// <param name="before">Only entries older than this id; null for the newest.</param>
    /// <returns>The entries, and the id before which the next page begins, or null at the end.</returns>
    public async Task<(IReadOnlyList<AuditEntry> Entries, long? Next)> PageAsync(AuditFilter filter, long? before, int size, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var entries = filter.Of(scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Audit.AsNoTracking());
        var page = await entries.Where(entry => before == null || entry.Id < before).OrderByDescending(entry => entry.Id).Take(size + 1).ToListAsync(cancellation);
        return page.Count > size ? (page[..size], page[size - 1].Id) : (page, null);
    }

    /// <summary>All about these objects, in no order.</summary>
    public async IAsyncEnumerable<AuditEntry> AboutAsync(IEnumerable<string> subjects, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var some in subjects.Chunk(Chunk))
        {
            await using var scope = scopes.CreateAsyncScope();
            await foreach (var entry in scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Audit.AsNoTracking().Where(entry => some.Contains(entry.Subject)).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                yield return entry;
            }
        }
    }

    /// <summary>All that fit, a few hundred at a time.</summary>
    public async IAsyncEnumerable<AuditEntry> AllAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long? before = null;
        do
        {
            (var entries, before) = await PageAsync(filter, before, Chunk, cancellation);
            foreach (var entry in entries)
            {
                yield return entry;
            }
        }
        while (before is not null);
    }
}
