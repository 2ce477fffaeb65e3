using Gas.Blazor;
using Gas.Blazor.Commands;
using Gas.Blazor.Hosting;
using Gas.Pipeline;

if (await CommandLine.TryRunAsync(args) is { } exitCode)
{
    return exitCode;
}

try
{
    var builder = WebApplication.CreateBuilder(ServerSettings.OptionsFor(args));
    builder.AddServerSettings();
    builder.Services.AddGasPipeline(builder.Configuration);
    builder.AddGasBlazor();

    await using var app = builder.Build();
    await app.OpenAsync();
    app.UseGasBlazor();
    await app.RunAsync();
    return ExitCode.Done;
}
catch (Exception exception) when (StartRefusal.Explain(exception) is { Count: > 0 } sentences)
{
    foreach (var sentence in sentences)
    {
        await Console.Error.WriteLineAsync($"gas: {sentence}");
    }

    return ExitCode.Usage;
}

/// <summary>Named so that tests can host the server.</summary>
public sealed partial class Program;
