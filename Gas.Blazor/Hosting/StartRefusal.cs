using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Hosting;

/// <summary>Says in sentences why the server does not start, when it is a setting's fault; anything else is a fault of ours and keeps its stack trace.</summary>
internal static class StartRefusal
{
    public static IReadOnlyList<string> Explain(Exception exception) => exception switch
    {
        OptionsValidationException wrong => [.. wrong.Failures],
        AggregateException { InnerExceptions: var all } when all.All(one => Explain(one).Count > 0) => [.. all.SelectMany(Explain)],
        StartException refused => [refused.Message],
        InvalidDataException unreadable when unreadable.InnerException is FormatException reason => [$"{unreadable.Message} {reason.Message}"],
        InvalidOperationException unbound when IsOfBinder(unbound) => [unbound.Message],
        IOException { InnerException: AddressInUseException } taken => [$"{taken.Message} (Urls) Stop the other process or choose another address."],
        _ => [],
    };

    /// <summary>A value of the wrong kind, or a key that nobody knows; the message names it. The binder has no type of its own for either.</summary>
    private static bool IsOfBinder(InvalidOperationException exception) =>
        exception.Message.Contains("configuration value", StringComparison.Ordinal) || exception.Message.Contains("ErrorOnUnknownConfiguration", StringComparison.Ordinal);
}
