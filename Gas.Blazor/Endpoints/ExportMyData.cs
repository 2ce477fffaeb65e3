using System.Globalization;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.Export;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Gas.Blazor.Endpoints;

/// <summary><c>POST /account/export</c>: all of one's own data as a ZIP. A form with an anti-forgery token, so that no other site starts that work.</summary>
internal static class ExportMyData
{
    public static void MapMyData(this IEndpointRouteBuilder routes) => routes.MapPost("/account/export", HandleAsync).RequireRateLimiting(RateLimits.Export);

    private static async Task<IResult> HandleAsync(HttpContext context, UserManager<GasUser> users, MyData data, AuditTrail trail, TimeProvider time, [FromForm] string? files)
    {
        if (await users.GetUserAsync(context.User) is not { } user)
        {
            return TypedResults.Unauthorized();
        }

        var withFiles = files is not null;
        await trail.NoteAsync(user, AuditAction.DataExported, withFiles ? "with files" : "");
        var name = string.Create(CultureInfo.InvariantCulture, $"gas-my-data-{time.GetUtcNow():yyyy-MM-dd}.zip");
        return ZipAnswer.Of(context, name, zip => data.WriteAsync(zip, user, withFiles, context.RequestAborted));
    }
}
