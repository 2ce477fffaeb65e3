using Gas.Pipeline.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Embedded;

/// <summary>Wires the provider that needs nothing installed: SQLite and files in one folder.</summary>
public static class EmbeddedExtensions
{
    /// <summary>Registers the ports. The folder is opened when the first of them is asked for, at the latest when the host starts.</summary>
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
        services.AddHostedService<EmbeddedOpening>();
        return services;
    }
}
