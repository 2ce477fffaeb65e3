using Gas.Blazor.Account;
using Gas.Blazor.Account.Tokens;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Endpoints;

/// <summary>
/// A call that changes something and comes with a cookie must carry the anti-forgery token in a header. Never in the body: looking there would
/// read an upload as a form.
/// </summary>
internal static class AntiforgeryForCookies
{
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        var reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        return reads || BasicHandler.Knows(context.User) || TokenHandler.Knows(context.User) || await HasTokenAsync(context)
            ? await next(call)
            : Problem.AntiforgeryMissing;
    }

    private static Task<bool> HasTokenAsync(HttpContext context)
    {
        var header = context.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.HeaderName!;
        return context.Request.Headers.ContainsKey(header)
            ? context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context)
            : Task.FromResult(false);
    }
}
