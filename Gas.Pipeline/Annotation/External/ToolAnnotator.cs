using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation.External;

/// <summary>
/// Annotates by an external tool: feeds it the checked records, reads its VCF, packs and indexes that, and takes it for a success only when the exit code, the header and
/// the number of records all say so. A tool that fails, hangs, floods or grows too large is killed with all that it started.
/// </summary>
internal sealed class ToolAnnotator(ToolProfile profile, string version, TimeProvider time) : IAnnotator
{
    public string Version => $"{profile.Title} {version}";

    public async Task<AnnotationSummary> AnnotateAsync(AnnotationRequest request, IProgress<AnnotationProgress> progress, CancellationToken cancellation)
    {
        request.Log.Report($"{Version}, reference {request.Reference.Name} ({request.Reference.Title}), {(request.Options.Strict ? "strict" : "lenient")}.");
        await using var source = await VcfSource.OpenAsync(request.Input, cancellation);
        var feed = new ToolFeed(request, source);
        await feed.ReadHeaderAsync(cancellation);
        using var folder = new ToolFolder();
        if (profile.ReadsFile)
        {
            await using var file = File.Create(folder.Input);
            await feed.WriteAsync(file, null, cancellation);
        }

        var writer = new ResultWriter(request.Result, request.Index, request.Variants);
        var output = new ToolOutput(profile, request, feed, writer, Version);
        await RunAsync(request, feed, output, folder, progress, cancellation);
        feed.Judge.Report(writer.IndexObstacle);
        output.Totals.AddInput(feed.Judge.Totals);
        return output.Totals.Summary(Version, request.Reference, feed.Header, writer);
    }

    private async Task RunAsync(AnnotationRequest request, ToolFeed feed, ToolOutput output, ToolFolder folder, IProgress<AnnotationProgress> progress, CancellationToken cancellation)
    {
        await using var tool = ToolProcess.Start(profile, profile.ArgumentsFor(request.Reference.Name, profile.ReadsFile ? folder.Input : null), folder.Path, request.Log);
        await using var written = new CountingStream(tool.Output);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watch = new ToolWatch(profile, tool, folder, feed, written, time);
        var feeding = EndingAsync(FeedAsync(tool, feed, progress, stop.Token), tool);
        var reading = EndingAsync(output.ReadAsync(written, stop.Token), tool);
        var watching = EndingAsync(watch.WatchAsync(stop.Token), tool);
        await Task.WhenAny(Task.WhenAll(feeding, reading), watching);
        var ended = !watching.IsCompleted && await tool.EndsAsync(time);
        await stop.CancelAsync();
        tool.Kill();
        await Task.WhenAll(feeding, reading, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        cancellation.ThrowIfCancellationRequested();
        await feeding;
        await (watching.IsFaulted ? watching : Task.CompletedTask);
        if (ended && tool.ExitCode is not 0 and { } code)
        {
            throw new AnnotatorException($"{profile.Title} failed ({InWords(code)}). The log has what it said. Try again; if it fails again, tell the operator of this service.");
        }

        await reading;
        if (!ended)
        {
            throw new AnnotatorException($"{profile.Title} closed its output but did not end. Tell the operator of this service.");
        }

        await output.FinishAsync(cancellation);
    }

    private async Task FeedAsync(ToolProcess tool, ToolFeed feed, IProgress<AnnotationProgress> progress, CancellationToken cancellation)
    {
        await using var input = tool.Input;
        if (profile.ReadsFile)
        {
            return;
        }

        try
        {
            await feed.WriteAsync(input, progress, cancellation);
        }
        catch (BrokenPipeException)
        {
            // The tool does not listen any more: its exit code tells why.
        }
    }

    /// <summary>Whatever fails ends the tool, so that nothing waits for it; one that is about to end by itself is left the time to say why.</summary>
    private async Task EndingAsync(Task work, ToolProcess tool)
    {
        try
        {
            await work;
        }
        catch
        {
            if (!await tool.EndsAsync(time))
            {
                tool.Kill();
            }

            throw;
        }
    }

    private static string InWords(int code) => code switch
    {
        137 => "it was killed, most likely for want of memory",
        139 => "it crashed: segmentation fault",
        143 => "it was asked to end",
        > 128 => $"it was ended by signal {code - 128}",
        _ => $"exit code {code}",
    };
}
