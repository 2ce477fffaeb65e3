namespace Gas.Blazor.Commands;

/// <summary><c>--health</c>: the health check of a container that has no shell and no curl.</summary>
internal static class HealthCommand
{
    public static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddEnvironmentVariables()
            .Build();
        var address = AddressOf(configuration);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await client.GetAsync(new Uri(address, "/health/live"), cancellation);
            await Console.Out.WriteLineAsync($"{address} answered {(int)answer.StatusCode}.");
            return answer.IsSuccessStatusCode ? ExitCode.Done : ExitCode.InputAtFault;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"gas: {address} does not answer: {exception.Message}");
            return ExitCode.InputAtFault;
        }
    }

    /// <summary>The first address that the server listens on, with wildcards read as this machine.</summary>
    private static Uri AddressOf(IConfiguration configuration)
    {
        if (configuration["HTTP_PORTS"] is { Length: > 0 } ports && configuration["URLS"] is null or "")
        {
            return new Uri($"http://localhost:{ports.Split(';')[0]}");
        }

        var url = (configuration["URLS"] ?? "http://localhost:5080").Split(';')[0];
        return new Uri(url.Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal));
    }
}
