using Gas.Pipeline.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Embedded;

/// <summary>The provider that needs nothing but a folder: SQLite and files.</summary>
public static class EmbeddedExtensions
{
    public static IServiceCollection AddEmbedded(this IServiceCollection services)
    {
        services.AddOptions<EmbeddedOptions>()
            .BindConfiguration(EmbeddedOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmbeddedOptions>, EmbeddedOptionsValidator>();
        services.AddSingleton<DataFolder>();
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<IJobStore, SqliteJobStore>();
        services.AddSingleton<IJobQueue, SqliteJobQueue>();
        services.AddSingleton<IFileStore, LocalFileStore>();
        return services;
    }
}
