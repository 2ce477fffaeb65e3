using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace Gas.Blazor.Hosting;

/// <summary>Scripts get problem+json, people get a page; nobody gets a stack trace.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseWhen(IsForScripts, api =>
        {
            api.UseExceptionHandler();
            api.UseStatusCodePages();
        });
        app.UseWhen(static context => !IsForScripts(context), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error/500", CreateScopeForErrors = true });
            pages.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
            pages.Use(ShowAsync);
        });
    }

    private static bool IsForScripts(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/health") || context.Request.Path.StartsWithSegments("/billing");

    /// <summary>An error page is looked at. Were it posted to, as the request that failed was, the bad form would fail once more.</summary>
    private static Task ShowAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.Request.Method = HttpMethods.Get;
            context.Features.Set<IAntiforgeryValidationFeature>(null);
        }

        return next(context);
    }
}
