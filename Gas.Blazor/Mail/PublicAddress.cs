using Gas.Blazor.Hosting;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Mail;

/// <summary>Makes the links in mails.</summary>
internal sealed class PublicAddress(IOptions<MailOptions> options, IServer server, IHostApplicationLifetime lifetime)
{
    /// <summary>The base of all links, without a slash at its end. Workers begin before the server listens: it waits for that where need be.</summary>
    public async Task<string> FindAsync(CancellationToken cancellation)
    {
        if (options.Value.PublicAddress is { Length: > 0 } given)
        {
            return given.TrimEnd('/');
        }

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listening = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
        return ListenAddress.Of(server).TrimEnd('/');
    }

    public static string OfJob(string address, JobId job) => $"{address}/jobs/{job}";

    /// <summary>Where one chooses one's mails.</summary>
    public static string OfChoices(string address) => $"{address}/account#mail";
}
