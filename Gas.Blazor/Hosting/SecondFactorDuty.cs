using Gas.Blazor.Account.SecondFactor;
using Gas.Blazor.Endpoints;
using Microsoft.AspNetCore.StaticAssets;

namespace Gas.Blazor.Hosting;

/// <summary>
/// Where a second factor is required, leads whoever has none to the page that sets it up, whatever they ask for. Also from pages that everybody may see:
/// they bring a circuit, in which people go on without another request.
/// </summary>
internal static class SecondFactorDuty
{
    public const string Page = "/account/security";

    private static readonly PathString[] Open = [Page, "/account/passkeys", "/account/login", "/account/code", "/account/logout", "/account/sign-in", "/error", "/health", "/_framework"];

    public static void UseSecondFactorDuty(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (!GasClaims.OwesSecondFactor(context.User) || Array.Exists(Open, path => context.Request.Path.StartsWithSegments(path)) || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            return next(context);
        }

        if (context.Request.Path.StartsWithSegments("/api"))
        {
            return Problem.Of(StatusCodes.Status403Forbidden, "Second factor missing", "This service asks your account for a second factor. Set it up on your account's page, under sign-in and security.").ExecuteAsync(context);
        }

        context.Response.Redirect(Page);
        return Task.CompletedTask;
    });
}
