using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Settings;

/// <summary>Binds a section of the settings, strictly.</summary>
public static class SettingsExtensions
{
    /// <summary>A key that nobody knows, a value of the wrong kind or out of range: each stops the start.</summary>
    public static void AddSettings<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddSingleton(new SettingsSection(section, typeof(TOptions)));
        services.AddOptions<TOptions>().BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, AnnotatedValidator<TOptions>>();
    }
}
