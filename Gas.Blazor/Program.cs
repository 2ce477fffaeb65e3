using Gas.Blazor.Commands;

if (await CommandLine.TryRunAsync(args) is { } exitCode)
{
    return exitCode;
}

await WebApplication.CreateBuilder(args).Build().RunAsync();
return ExitCode.Done;
