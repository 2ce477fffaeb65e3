using Gas.Blazor.Account.Audit;
using Microsoft.AspNetCore.Authentication;

namespace Gas.Blazor.Account.SignIn;

/// <summary>Leads people whose sign-in with a provider failed to a page that says so, and the operator to the cause.</summary>
internal static partial class SignInFailure
{
    private const int LongestCause = 600;

    /// <summary>The provider's answer was refused, or it gave none.</summary>
    public static async Task TellAsync(RemoteFailureContext context)
    {
        var end = Log(context.HttpContext, context.Scheme, context.Failure);
        if (end == SignInEnd.Failed)
        {
            await context.HttpContext.RequestServices.GetRequiredService<AuditTrail>().RefuseAsync(null, $"the answer was not accepted, with {context.Scheme.DisplayName}");
        }

        context.Response.Redirect(PageAfter(end, context.Properties, context.Scheme));
        context.HandleResponse();
    }

    /// <summary>The person, or the provider, did not want to.</summary>
    public static Task TellCancelledAsync(AccessDeniedContext context)
    {
        context.Response.Redirect(PageAfter(SignInEnd.Cancelled, context.Properties, context.Scheme));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>Logs the cause; what to tell the person.</summary>
    public static SignInEnd Log(HttpContext context, AuthenticationScheme scheme, Exception? fault)
    {
        var logger = context.RequestServices.GetRequiredService<ILogger<OtherSignIn>>();
        if (Chain(fault).Any(one => one is HttpRequestException or IOException or TimeoutException or OperationCanceledException))
        {
            LogUnreachable(logger, scheme.DisplayName, Describe(fault));
            return SignInEnd.Unreachable;
        }

        LogFailed(logger, scheme.DisplayName, Describe(fault));
        return SignInEnd.Failed;
    }

    /// <summary>The page from which the sign-in was begun, where that is known.</summary>
    public static string PageAfter(SignInEnd end, AuthenticationProperties? properties, AuthenticationScheme scheme) =>
        PageAfter(end, LinkTarget.Of(properties) is not null, scheme.Name[(scheme.Name.IndexOf('-', StringComparison.Ordinal) + 1)..]);

    public static string PageAfter(SignInEnd end, bool wasLinking, string? provider) => $"/account/{(wasLinking ? "identities" : "login")}?end={end}&with={Uri.EscapeDataString(provider ?? "")}";

    private static IEnumerable<Exception> Chain(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            yield return fault;
        }
    }

    /// <summary>One line of bounded length: part of it may come from the address that a browser was sent to.</summary>
    private static string Describe(Exception? fault)
    {
        var text = string.Concat(string.Join(" <- ", Chain(fault).Select(one => $"{one.GetType().Name}: {one.Message}")).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return text.Length > LongestCause ? text[..LongestCause] : text;
    }

    [LoggerMessage(1, LogLevel.Error, "{Provider} could not be reached for a sign-in: {Cause}")]
    private static partial void LogUnreachable(ILogger logger, string? provider, string cause);

    [LoggerMessage(2, LogLevel.Warning, "A sign-in with {Provider} was refused: {Cause}")]
    private static partial void LogFailed(ILogger logger, string? provider, string cause);
}
