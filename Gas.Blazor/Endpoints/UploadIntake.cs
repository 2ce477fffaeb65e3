using System.Buffers;
using Gas.Pipeline;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Vcf;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Endpoints;

/// <summary>Takes a body into the file store as it comes, never holding more than a buffer of it, and counts it against the limit.</summary>
public sealed class UploadIntake(IFileStore files, PlanCatalog plans, IOptions<UploadOptions> options)
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>What the service and the plan allow.</summary>
    public UploadLimit LimitOf(Plan plan) => UploadLimit.Of(options.Value.MaxBytes, plans, plan);

    /// <summary>The stored file, or why it was refused; then, or when the body breaks off, nothing is left of it.</summary>
    /// <exception cref="FileStoreFullException">There is no room.</exception>
    public async Task<UploadTaken> TakeAsync(Stream body, string key, ReferenceBundle reference, UploadLimit limit, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var first = await body.ReadAtLeastAsync(buffer.AsMemory(0, BufferBytes), BufferBytes, throwOnEndOfStream: false, cancellation);
            if (Refuse(buffer.AsMemory(0, first), isWholeFile: first < BufferBytes, reference) is { } refusal)
            {
                return new UploadTaken(null, refusal);
            }

            await using var draft = await files.CreateAsync(key, cancellation);
            long taken = 0;
            for (var read = first; read > 0; read = await body.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellation))
            {
                taken += read;
                if (taken > limit.Bytes)
                {
                    return new UploadTaken(null, Problem.TooLarge(limit));
                }

                await draft.Content.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            // All bytes are here: the caller may hang up now, the file stays.
            return new UploadTaken(await draft.CommitAsync(CancellationToken.None), null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The same for what a browser has brought to the provider, or null when nothing has come. It is judged as it was copied, where nobody can replace it any more.</summary>
    public async Task<UploadTaken?> AdoptAsync(string brought, string key, ReferenceBundle reference, UploadLimit limit, CancellationToken cancellation)
    {
        if (await files.AdoptAsync(brought, key, cancellation) is not { } file)
        {
            return null;
        }

        var isKept = false;
        try
        {
            var refusal = file.Length > limit.Bytes ? Problem.TooLarge(limit) : Refuse(await ReadFirstAsync(file, cancellation), file.Length < BufferBytes, reference);
            isKept = refusal is null;
            return isKept ? new UploadTaken(file, null) : new UploadTaken(null, refusal);
        }
        finally
        {
            if (!isKept)
            {
                await files.DeleteAsync(key, CancellationToken.None);
            }
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadFirstAsync(StoredFile file, CancellationToken cancellation)
    {
        await using var content = await files.OpenAsync(file.Key, 0, cancellation) ?? throw new FileNotFoundException("What was copied is gone already.");
        var first = new byte[Math.Min(file.Length, BufferBytes)];
        await content.ReadExactlyAsync(first, cancellation);
        return first;
    }

    private static ProblemHttpResult? Refuse(ReadOnlyMemory<byte> first, bool isWholeFile, ReferenceBundle reference)
    {
        if (first.IsEmpty)
        {
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, "Empty file", "The file is empty. Send the VCF as the body: curl --data-binary @file.vcf.");
        }

        return VcfPreflight.Inspect(first[..Math.Min(first.Length, VcfPreflight.Length)], isWholeFile, reference) is { } fault ? Problem.Of(fault) : null;
    }
}
