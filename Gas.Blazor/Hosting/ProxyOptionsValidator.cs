using Microsoft.Extensions.Options;

namespace Gas.Blazor.Hosting;

internal sealed class ProxyOptionsValidator : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
    {
        var wrong = options.Entries.FirstOrDefault(entry => !ProxyOptions.TryRead(entry, out _));
        return wrong is null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Proxy:Trusted holds '{wrong}', which is neither an address nor a network such as 10.0.0.0/8.");
    }
}
