using Gas.Blazor.Account;
using Gas.Blazor.Components;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Operation;

/// <summary>How much an owner holds beside how much they may.</summary>
public sealed class OwnerUsage(IServiceScopeFactory scopes, IJobStore store)
{
    /// <summary>Why the owner may bring no more, in a sentence; null when they may. What is under way is not counted: two uploads at once may pass the limit together.</summary>
    public async Task<string?> RefusalAsync(UserId owner, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var quota = await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users.Where(user => user.Id == owner.Value).Select(user => user.Quota).FirstOrDefaultAsync(cancellation);
        if (quota is not { } most)
        {
            return null;
        }

        var held = (await store.GlanceAsync(owner, cancellation)).Values.Sum(tally => tally.ResultBytes);
        return held < most ? null : $"Your results take {FileSize.Of(held)}, and your account may hold {FileSize.Of(most)}. Delete jobs that you do not need, or ask the operator of this service for more.";
    }
}
