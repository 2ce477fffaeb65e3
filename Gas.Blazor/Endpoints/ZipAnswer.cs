using System.IO.Compression;
using System.Net.Mime;
using Microsoft.AspNetCore.Http.Features;

namespace Gas.Blazor.Endpoints;

/// <summary>A ZIP file that is packed while it is sent.</summary>
internal static class ZipAnswer
{
    public static IResult Of(HttpContext context, string name, Func<ZipArchive, Task> fill)
    {
        // Closing an entry writes its few bytes of checksum and length in the old way, even when it is closed asynchronously.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(
            async output =>
            {
                await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, context.RequestAborted);
                await fill(zip);
            },
            MediaTypeNames.Application.Zip,
            name);
    }
}
