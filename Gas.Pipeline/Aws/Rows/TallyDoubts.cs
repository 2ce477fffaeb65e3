using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>Owners whose tallies are to be counted anew, each with the time before which that is not worth trying (again).</summary>
internal sealed class TallyDoubts(TimeProvider time)
{
    /// <summary>Between two tries for the same owner: a recount reads all of the owner's rows.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<UserId, DateTimeOffset> _owners = new();

    public void Raise(UserId owner) => _owners.TryAdd(owner, time.GetUtcNow());

    public IReadOnlyList<UserId> Due()
    {
        var now = time.GetUtcNow();
        return [.. _owners.Where(doubt => doubt.Value <= now).OrderBy(doubt => doubt.Value).Select(doubt => doubt.Key)];
    }

    public void Settle(UserId owner) => _owners.TryRemove(owner, out _);

    public void PutOff(UserId owner) => _owners[owner] = time.GetUtcNow() + Rest;
}
