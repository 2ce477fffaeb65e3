using Gas.Pipeline.Ports;

namespace Gas.Blazor.Hosting;

/// <summary>What must have been made in the provider's account before, looked for with the rights of the running service.</summary>
internal static class Readiness
{
    /// <summary>A service that is down must not keep ours from starting: its workers wait for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <exception cref="StartException">Something is missing.</exception>
    public static async Task CheckAsync(IServiceProvider services, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, services.GetRequiredService<TimeProvider>());
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var missing = await Task.WhenAll(services.GetServices<IResource>().Select(resource => FindMissingAsync(resource, either.Token)));
        cancellation.ThrowIfCancellationRequested();
        if (string.Join(", the ", missing.SelectMany(names => names)) is { Length: > 0 } all)
        {
            throw new StartException($"This account and region lack the {all}. Make what is missing with the command 'aws init', or mend Aws:Region, Aws:Prefix or the names of the buckets.");
        }
    }

    /// <summary>What gives no answer is not missing.</summary>
    private static async Task<IReadOnlyList<string>> FindMissingAsync(IResource resource, CancellationToken cancellation)
    {
        try
        {
            return await resource.FindMissingAsync(cancellation);
        }
        catch (Exception)
        {
            return [];
        }
    }
}
