using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Mail;

/// <summary>No mail is sent from this service: what there is to tell is on the pages.</summary>
internal sealed class NoMail : INotifier
{
    public Task NotifyAsync(Job job, JobNotice notice, CancellationToken cancellation) => Task.CompletedTask;
}
