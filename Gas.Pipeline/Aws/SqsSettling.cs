using Microsoft.Extensions.Hosting;

namespace Gas.Pipeline.Aws;

/// <summary>Waits at the stop for the deletion of settled messages. Registered before every worker, so that it stops after them.</summary>
internal sealed class SqsSettling(SqsJobQueue queue) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => queue.DeletedAsync().WaitAsync(cancellationToken);
}
