using System.Security.Claims;
using System.Text;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Endpoints;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Net.Http.Headers;

namespace Gas.Blazor.Genomes;

/// <summary><c>GET /jobs/{id}/genome/…</c>: what the genome browser asks for, a stretch at a time: the result and its index, the reference's sequence, its genes. Always through this service, so that a page talks to nobody else.</summary>
internal static class GenomeFiles
{
    /// <summary>Longest stretch whose genes are given.</summary>
    private const int LongestStretch = 5_000_000;

    public static void MapGenomes(this WebApplication app)
    {
        var genome = app.MapGroup("/jobs/{id:guid}/genome").WithMetadata(new CountedApart("genome"));
        genome.MapMethods("/{file}", DownloadFile.Methods, FileAsync);
        genome.MapGet("/genes", GenesAsync);
        genome.MapGet("/find", FindAsync);
    }

    public static async Task<IResult> FileAsync(Guid id, string file, HttpContext context, ClaimsPrincipal user, JobAccess access, IFileStore files, AuditTrail trail, ReferenceCatalog catalog, CancellationToken cancellation)
    {
        if (await access.FindAsync(user, new JobId(id), cancellation) is not { } job)
        {
            return TypedResults.NotFound();
        }

        if (file is "result.vcf.gz" or "result.vcf.gz.tbi" && job.IsResultHot && HttpMethods.IsGet(context.Request.Method))
        {
            await trail.NoteOnceAsync(user, AuditAction.Downloaded, job.Id.ToString(), $"{FileName.Clean(job.FileName).Stem}: the result, in the genome browser");
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        switch (file)
        {
            case "result.vcf.gz" when job is { IsResultHot: true, Result.Vcf: var vcf }:
                return await StoredAsync(vcf, files, cancellation);
            case "result.vcf.gz.tbi" when job is { IsResultHot: true, Result.Index: { } index }:
                return await StoredAsync(index, files, cancellation);
            case "sequence.fa" when ReferenceOf(job, catalog) is { HasSequence: true } reference:
                return TypedResults.Stream(new SequenceStream(reference), "application/octet-stream", entityTag: Tag(reference), enableRangeProcessing: true);
            case "sequence.fa.fai" when ReferenceOf(job, catalog) is { HasSequence: true } reference:
                return TypedResults.Text(new SequenceStream(reference).Index, "text/plain", Encoding.UTF8);
            case "contigs.txt" when ReferenceOf(job, catalog) is { } reference:
                return TypedResults.Text(string.Concat(reference.Contigs.Select(contig => $"{contig.Name}\t{contig.Length}\n")), "text/plain", Encoding.UTF8);
            default:
                return TypedResults.NotFound();
        }
    }

    /// <summary>Transcripts that share a base with the stretch.</summary>
    /// <param name="start">1-based.</param>
    /// <param name="end">Inclusive.</param>
    public static async Task<IResult> GenesAsync(Guid id, string? contig, int? start, int? end, ClaimsPrincipal user, JobAccess access, ReferenceCatalog catalog, CancellationToken cancellation)
    {
        if (await access.FindAsync(user, new JobId(id), cancellation) is not { } job || ReferenceOf(job, catalog) is not { } reference)
        {
            return TypedResults.NotFound();
        }

        var index = reference.FindContig(Encoding.UTF8.GetBytes(contig ?? ""));
        if (index < 0 || start is not { } first || end is not { } last || last < first || last - first > LongestStretch)
        {
            return TypedResults.Ok(Array.Empty<GeneFeature>());
        }

        return TypedResults.Ok(reference.TranscriptsIn(index, first, last).Select(transcript => GeneFeature.Of(transcript, contig!)).ToArray());
    }

    /// <summary>Where a gene is, for the browser's own search box.</summary>
    public static async Task<IResult> FindAsync(Guid id, string? name, ClaimsPrincipal user, JobAccess access, ReferenceCatalog catalog, CancellationToken cancellation)
    {
        if (await access.FindAsync(user, new JobId(id), cancellation) is not { } job || ReferenceOf(job, catalog) is not { } reference)
        {
            return TypedResults.NotFound();
        }

        foreach (var contig in reference.Contigs)
        {
            var found = reference.TranscriptsIn(contig.Index, 1, contig.Length).Where(transcript => transcript.GeneSymbol.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (found.Count > 0)
            {
                return TypedResults.Ok(new[] { new GenomePlace(contig.Name, found.Min(transcript => transcript.Start), found.Max(transcript => transcript.End), found[0].GeneSymbol) });
            }
        }

        return TypedResults.Ok(Array.Empty<GenomePlace>());
    }

    /// <summary>Null when it has been removed since.</summary>
    public static ReferenceBundle? ReferenceOf(Job job, ReferenceCatalog catalog) => catalog.Names.Contains(job.Reference, StringComparer.OrdinalIgnoreCase) ? catalog.Get(job.Reference) : null;

    private static async Task<IResult> StoredAsync(StoredFile file, IFileStore files, CancellationToken cancellation) =>
        await files.OpenAsync(file.Key, 0, cancellation) is { } stream
            ? TypedResults.Stream(stream, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: stream.CanSeek)
            : TypedResults.NotFound();

    private static EntityTagHeaderValue Tag(ReferenceBundle reference) => new($"\"{reference.Checksum}\"");
}
