using System.Threading.Channels;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Gives chunks to workers as they come free, and the work in its order to whoever writes it.</summary>
internal static class ChunkDispatch
{
    /// <param name="read">Gives the next chunk, or null at the end.</param>
    /// <param name="first">What was left of the chunk in which the header ended.</param>
    /// <param name="idle">The workers; there are as many chunks at work as workers.</param>
    public static async Task RunAsync(Func<CancellationToken, Task<TextChunk?>> read, TextChunk? first, Channel<ChunkAnnotator> idle, ChannelWriter<Task<AnnotatedChunk>> chunks, CancellationToken cancellation)
    {
        Exception? fault = null;
        try
        {
            for (var chunk = first ?? await read(cancellation); chunk is not null; chunk = await read(cancellation))
            {
                var next = chunk;
                var worker = await idle.Reader.ReadAsync(cancellation);
                await chunks.WriteAsync(
                    Task.Run(
                        () =>
                        {
                            var annotated = worker.Annotate(next);
                            idle.Writer.TryWrite(worker);
                            return annotated;
                        },
                        CancellationToken.None),
                    cancellation);
            }
        }
        catch (Exception exception)
        {
            fault = exception;
        }

        chunks.TryComplete(fault);
    }
}
