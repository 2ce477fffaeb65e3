using Gas.Blazor.Account;
using Gas.Blazor.Hosting;
using Gas.Pipeline.Transfer;

namespace Gas.Blazor.Commands;

/// <summary>Runs a move of jobs: services, progress on standard error, exit code.</summary>
internal static class Transfer
{
    private static readonly TimeSpan DrawInterval = TimeSpan.FromSeconds(1);

    /// <summary>How often a log, which nobody watches, gets a line.</summary>
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(30);

    /// <summary>For imports, which ask whose jobs those are.</summary>
    public static void Accounts(IServiceCollection services, IConfiguration configuration) => services.AddAccounts(configuration);

    /// <param name="act">False when the input is at fault.</param>
    public static async Task<int> RunAsync(Action<IServiceCollection, IConfiguration>[] add, Func<IServiceProvider, TransferReport, CancellationToken, Task<bool>> act, CancellationToken cancellation)
    {
        await using var services = CommandServices.Build([(services, _) => services.AddTransfer(), .. add]);
        await Readiness.CheckAsync(services, cancellation);
        if (add.Contains(Accounts))
        {
            await AccountsDatabase.OpenAsync(services, cancellation);
        }

        var report = new TransferReport(Say);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var drawing = DrawAsync(report, services.GetRequiredService<TimeProvider>(), done.Token);
        try
        {
            var isWell = await act(services, report, cancellation);
            await done.CancelAsync();
            await drawing;
            await Console.Out.WriteLineAsync($"{report}.");
            return isWell && report.LeftOut == 0 ? ExitCode.Done : ExitCode.InputAtFault;
        }
        catch (ExportException refused)
        {
            Say(refused.Message);
            return ExitCode.Usage;
        }
        catch (Exception fault) when (fault is not OperationCanceledException && StartRefusal.Explain(fault).Count == 0)
        {
            Say($"{fault.Message} What has been moved stays; run the command again, and it goes on from there.");
            return ExitCode.Failed;
        }
        finally
        {
            await done.CancelAsync();
            await drawing;
        }
    }

    private static void Say(string sentence)
    {
        lock (Console.Error)
        {
            Console.Error.WriteLine($"{(Console.IsErrorRedirected ? "" : "\r")}gas: {sentence}");
        }
    }

    private static async Task DrawAsync(TransferReport report, TimeProvider time, CancellationToken done)
    {
        using var ticks = new PeriodicTimer(Console.IsErrorRedirected ? LogInterval : DrawInterval, time);
        try
        {
            while (await ticks.WaitForNextTickAsync(done))
            {
                lock (Console.Error)
                {
                    if (Console.IsErrorRedirected)
                    {
                        Console.Error.WriteLine($"{report}");
                    }
                    else
                    {
                        Console.Error.Write($"\r{report}   ");
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The transfer has ended.
        }
    }
}
