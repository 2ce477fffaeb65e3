using Gas.Blazor.Account.SignIn;
using Gas.Blazor.Components;
using Microsoft.AspNetCore.Authentication;

namespace Gas.Blazor.Endpoints;

/// <summary>Leaves for a provider's pages by a page of ours, because a posted form may not be redirected to another site.</summary>
internal static class OtherSite
{
    /// <summary>Null when the provider cannot be gone to; the cause is logged then.</summary>
    /// <param name="leave">Answers with a redirect, as the framework does.</param>
    public static async Task<(IResult? Page, SignInEnd Fault)> LeaveAsync(HttpContext context, SignInProvider provider, Func<Task> leave)
    {
        var response = context.Response;
        try
        {
            await leave();
            var address = response.Headers.Location.ToString();
            response.Headers.Remove("Location");
            response.StatusCode = StatusCodes.Status200OK;
            return (LeavePage.For($"To {provider.Title}", address), default);
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested)
        {
            return (null, SignInFailure.Log(context, new AuthenticationScheme(provider.Scheme, provider.Title, typeof(IAuthenticationHandler)), fault));
        }
    }
}
