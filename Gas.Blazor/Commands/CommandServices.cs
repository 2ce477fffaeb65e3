using Gas.Blazor.Hosting;
using Gas.Pipeline;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Commands;

/// <summary>The provider's ports for a command: the server's own settings, none of its workers.</summary>
internal static class CommandServices
{
    /// <exception cref="OptionsValidationException">A setting is wrong; the message names its key.</exception>
    public static ServiceProvider Build(params (string Key, string? Value)[] settings) => Build([], settings);

    /// <param name="add">What the command needs beside the ports.</param>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message names its key.</exception>
    public static ServiceProvider Build(IEnumerable<Action<IServiceCollection, IConfiguration>> add, params (string Key, string? Value)[] settings)
    {
        var configuration = Settings(settings);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => logging.AddConfiguration(configuration.GetSection("Logging")).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddProvider(configuration);
        foreach (var more in add)
        {
            more(services, configuration);
        }

        var provider = services.BuildServiceProvider();
        provider.GetService<IStartupValidator>()?.Validate();
        return provider;
    }

    /// <summary>The server's settings, as far as files and the environment give them.</summary>
    public static IConfiguration Settings(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, ServerSettings.FileName), optional: true)
        .AddEnvironmentVariables()
        .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Key, one.Value)))
        .Build();
}
