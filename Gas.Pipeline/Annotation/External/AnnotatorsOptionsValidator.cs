using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Annotation.External;

/// <summary>Stops the start where an enabled tool could never run.</summary>
internal sealed class AnnotatorsOptionsValidator : IValidateOptions<AnnotatorsOptions>
{
    public ValidateOptionsResult Validate(string? name, AnnotatorsOptions options)
    {
        string[] faults = [.. options.Tools.Where(tool => tool.Value.Enabled).SelectMany(tool => ToolProfile.Of(tool.Key, tool.Value).FindFaults())];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
