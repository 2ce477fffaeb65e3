using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Operation;

/// <summary>What admins do with messages that were set aside. A message says only "look at this job", so that none that is dropped takes anything with it.</summary>
public sealed class DeadLetterDesk(IJobStore store, IJobQueue queue, JobLedger ledger, AccountStanding standing, AuditTrail trail)
{
    /// <summary>What is looked at of one stage.</summary>
    public const int Most = 100;

    private static string Gone => L["This message is not here any more: somebody else has settled it."];

    /// <summary>The newest of a stage, each with its job, which may be gone.</summary>
    public async Task<IReadOnlyList<(DeadLetter Letter, Job? Job)>> ReadAsync(ClaimsPrincipal admin, Stage stage, CancellationToken cancellation)
    {
        var letters = await queue.DeadLettersAsync(stage, Most, cancellation);
        if (letters.Count > 0)
        {
            await trail.NoteOnceAsync(admin, AuditAction.ListSeen, "", $"dead letters: {stage}");
        }

        var jobs = await Task.WhenAll(letters.Select(letter => store.FindAsync(letter.Job, cancellation)));
        return [.. letters.Zip(jobs)];
    }

    /// <summary>Has the work tried again. A job that was given up is started anew; for all others the message is sent again. Null when it is done, or a sentence that says why not.</summary>
    public Task<string?> RetryAsync(ClaimsPrincipal admin, DeadLetter letter, CancellationToken cancellation) => SettleAsync(
        admin,
        letter,
        "tried again",
        async () =>
        {
            var job = await store.FindAsync(letter.Job, cancellation);
            // A message alone does not start what has failed for good: the row says that nothing is to be done.
            var isAnew = letter.Stage == Stage.Annotate && job?.State == JobState.Failed && await ledger.RecordAsync(job, new JobEvent.RetryRequested(), cancellation) is not null;
            return await queue.SettleDeadLetterAsync(letter.Stage, letter.Job, revive: !isAnew, cancellation);
        },
        cancellation);

    /// <summary>Drops the message; the job stays as it is. Null when it is done, or a sentence that says why not.</summary>
    public Task<string?> DiscardAsync(ClaimsPrincipal admin, DeadLetter letter, CancellationToken cancellation) =>
        SettleAsync(admin, letter, "discarded", () => queue.SettleDeadLetterAsync(letter.Stage, letter.Job, revive: false, cancellation), cancellation);

    private async Task<string?> SettleAsync(ClaimsPrincipal admin, DeadLetter letter, string deed, Func<Task<bool>> settle, CancellationToken cancellation)
    {
        if (admin.FindUserId() is not { } by || !await standing.IsAdminAsync(by, cancellation))
        {
            return AccountStanding.NotAdmin;
        }

        if (!await settle())
        {
            return Gone;
        }

        await trail.NoteAsync(admin, AuditAction.DeadLetterSettled, letter.Job.ToString(), $"{letter.Stage}: {deed}");
        return null;
    }
}
