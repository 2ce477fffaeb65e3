using System.CommandLine;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Commands;

/// <summary><c>aws init</c> and <c>aws check</c>: makes, or looks at, what the AWS provider needs in the account.</summary>
internal static class AwsCommand
{
    public static Command Build()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be made, and make nothing." };
        var init = new Command("init", "Make what is missing: tables, queues, topics, buckets. Run it as often as you like.") { dryRun };
        init.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(dryRun) ? LookAsync : MakeAsync, cancellation));
        var check = new Command("check", "Say what is missing, wrong or forbidden. Exit code 0 when nothing is.");
        check.SetAction((_, cancellation) => RunAsync(LookAsync, cancellation));
        return new Command("aws", "Prepare an AWS account. Region, names and addresses come from the section Aws of the settings; who you are, from the environment or the profile.") { init, check };
    }

    private static async Task<int> RunAsync(Func<IResource, CancellationToken, Task<int>> act, CancellationToken cancellation)
    {
        await using var services = CommandServices.Build(("Provider", "Aws"));
        var exitCode = ExitCode.Done;
        foreach (var resource in services.GetServices<IResource>())
        {
            try
            {
                exitCode = Math.Max(exitCode, await act(resource, cancellation));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                await Console.Error.WriteLineAsync($"gas: {resource.Name}: {exception.Message}");
                exitCode = ExitCode.Failed;
            }
        }

        return exitCode;
    }

    private static async Task<int> LookAsync(IResource resource, CancellationToken cancellation)
    {
        var wrong = await resource.CheckAsync(cancellation);
        await Console.Out.WriteLineAsync(wrong.Count == 0 ? $"{resource.Name}: well" : $"{resource.Name}: {string.Join(" ", wrong)}");
        return wrong.Count == 0 ? ExitCode.Done : ExitCode.InputAtFault;
    }

    private static async Task<int> MakeAsync(IResource resource, CancellationToken cancellation)
    {
        if ((await resource.CheckAsync(cancellation)).Count > 0)
        {
            await resource.CreateAsync(cancellation);
        }

        return await LookAsync(resource, cancellation);
    }
}
