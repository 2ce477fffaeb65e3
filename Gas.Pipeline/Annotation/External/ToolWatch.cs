using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation.External;

/// <summary>Holds a running tool to its limits.</summary>
internal sealed class ToolWatch(ToolProfile profile, ToolProcess tool, ToolFolder folder, ToolFeed feed, CountingStream written, TimeProvider time)
{
    /// <summary>Output that needs no input to account for it.</summary>
    private const long FreeBytes = 64L << 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Ends only when a limit is passed, or by cancellation.</summary>
    /// <exception cref="AnnotatorException">A limit was passed; the message says which.</exception>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        var (began, moved, bytes) = (time.GetTimestamp(), time.GetTimestamp(), 0L);
        var limits = profile.Limits;
        while (true)
        {
            await Task.Delay(Interval, time, cancellation);
            if (feed.Fed + written.Count is var now && now != bytes)
            {
                (bytes, moved) = (now, time.GetTimestamp());
            }

            if (time.GetElapsedTime(began) > limits.TimeLimit)
            {
                throw Stopped($"ran longer than {limits.TimeLimit:c}");
            }

            if (time.GetElapsedTime(moved) > limits.StallLimit)
            {
                throw Stopped($"neither read nor wrote anything for {limits.StallLimit:c}");
            }

            if (written.Count > FreeBytes && (written.Count - FreeBytes) / limits.GrowthLimit > feed.Fed)
            {
                throw Stopped($"wrote more than {limits.GrowthLimit} times what it was given");
            }

            if (tool.ResidentMemory() is var memory && memory > limits.MemoryLimit)
            {
                throw Stopped($"took {memory:N0} MiB of memory, more than the {limits.MemoryLimit:N0} that it may have");
            }

            if (folder.Size() is var size && size > limits.FolderLimit)
            {
                throw Stopped($"left {size:N0} MiB in its folder, more than the {limits.FolderLimit:N0} that it may");
            }
        }
    }

    private AnnotatorException Stopped(string why) =>
        new($"{profile.Title} {why}, and was stopped. Send a smaller file, or ask the operator of this service to raise the limit.");
}
