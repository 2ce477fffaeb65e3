using System.Buffers;
using System.Security.Claims;
using System.Text.Json;
using Gas.Blazor.Account;
using Gas.Blazor.Variants;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Variants;
using Gas.Pipeline.Variants.Exports;

namespace Gas.Blazor.Endpoints;

/// <summary><c>GET /api/jobs/{id}/variants?gene=…&amp;page=1&amp;size=50</c>: a page of a job's variants by the filter of <see cref="VariantQuery"/>, with the count of all.</summary>
internal static class ListVariants
{
    private const int LargestPage = 1000;

    public static async Task<IResult> HandleAsync(Guid id, int? size, HttpContext context, ClaimsPrincipal user, JobAccess access, VariantIndexes indexes, VariantRecords records, CancellationToken cancellation)
    {
        if (await access.FindAsync(user, new JobId(id), cancellation) is not { } job)
        {
            return Problem.NoSuchJob;
        }

        var query = VariantQuery.Parse(context.Request.QueryString.Value);
        if (query.Faults.Count > 0 || size is < 1 or > LargestPage)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, "Wrong query", query.Faults.Count > 0 ? string.Join(' ', query.Faults) : $"size must be a whole number from 1 to {LargestPage}.");
        }

        if (!job.IsResultHot || await indexes.OpenAsync(job, null, cancellation) is not { } index)
        {
            return Problem.Of(StatusCodes.Status409Conflict, "Not there", DownloadKind.Of("result")!.Missing(job));
        }

        var take = size ?? 50;
        var hits = VariantSearch.Find(index, query.Filter, query.Order, (query.Page - 1L) * take, take, cancellation);
        var pages = (hits.Count + take - 1) / take;
        var found = await records.ReadAsync(job, index, hits.Page, cancellation);
        var body = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteNumber("count", hits.Count);
            json.WriteNumber("page", query.Page);
            json.WriteNumber("pages", pages);
            json.WriteString("next", query.Page < pages ? $"/api/{(query with { Page = query.Page + 1 }).ToUri(VariantQuery.AddressOf(job.Id))}&size={take}" : null);
            json.WriteStartArray("variants");
            foreach (var record in found)
            {
                VariantJson.Write(json, record, index);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return TypedResults.Bytes(body.WrittenMemory, "application/json");
    }
}
