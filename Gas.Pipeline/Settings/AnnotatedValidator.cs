using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Settings;

/// <summary>
/// Checks settings by their attributes and answers with the attributes' own sentences, which name the key. The generated validators lose the
/// sentence of a range, and say which property of which class is wrong instead.
/// </summary>
internal sealed class AnnotatedValidator<TOptions> : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var wrong = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(wrong.Select(one => one.ErrorMessage!));
    }
}
