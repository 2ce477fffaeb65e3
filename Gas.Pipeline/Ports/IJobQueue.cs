using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Ports;

/// <summary>Carries nudges "look at this job" from whoever committed a change to the workers; at least once, in no promised order.</summary>
public interface IJobQueue
{
    /// <summary>Durable when the task completes. A second message for the same stage and job may be merged with one that still waits.</summary>
    Task SendAsync(Stage stage, JobId job, TimeSpan delay, CancellationToken cancellation);

    /// <summary>Waits for messages, at most as long as the provider's poll; may give none. Each given message is invisible to others until <paramref name="lease"/> is over.</summary>
    Task<IReadOnlyList<Delivery>> ReceiveAsync(Stage stage, int max, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Keeps the message invisible for <paramref name="lease"/> from now; false when the claim was lost.</summary>
    Task<bool> ExtendAsync(Delivery delivery, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Done with the message; false when the claim was lost, and then it may come again.</summary>
    Task<bool> CompleteAsync(Delivery delivery, CancellationToken cancellation);

    /// <summary>Gives the message back, to be seen again after <paramref name="delay"/>; false when the claim was lost.</summary>
    Task<bool> ReturnAsync(Delivery delivery, TimeSpan delay, CancellationToken cancellation);

    /// <summary>Sets the message aside with a reason; false when the claim was lost.</summary>
    Task<bool> BuryAsync(Delivery delivery, string reason, CancellationToken cancellation);

    /// <summary>The messages set aside, newest first.</summary>
    Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(Stage stage, int max, CancellationToken cancellation);

    /// <summary>Puts a dead letter back into its queue (<paramref name="revive"/>) or drops it; false when there is none such.</summary>
    Task<bool> SettleDeadLetterAsync(Stage stage, JobId job, bool revive, CancellationToken cancellation);

    /// <summary>How many messages wait (delayed ones too) and how many are with workers.</summary>
    Task<QueueDepth> DepthAsync(Stage stage, CancellationToken cancellation);

    /// <summary>Since when the message that has waited longest may be given; null when none waits or the provider cannot tell.</summary>
    Task<DateTimeOffset?> OldestAsync(Stage stage, CancellationToken cancellation) => Task.FromResult<DateTimeOffset?>(null);

    /// <summary>How many messages would be given before this job's; null when it does not wait here or the provider cannot tell.</summary>
    Task<long?> AheadAsync(Stage stage, JobId job, CancellationToken cancellation);
}
