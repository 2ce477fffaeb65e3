using Gas.Pipeline.Ports;
using Microsoft.Extensions.Hosting;

namespace Gas.Pipeline.Embedded;

/// <summary>
/// Has the data folder opened before the host serves anything, so that a folder that cannot be used stops the start.
/// Asking for the ports is enough; the container closes them after every worker has stopped.
/// </summary>
internal sealed class EmbeddedOpening : IHostedService
{
    public EmbeddedOpening(IJobStore jobs, IJobQueue queue, IFileStore files, IVault vault) => _ = (jobs, queue, files, vault);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
