using Gas.Pipeline.Ports;
using Gas.Pipeline.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Embedded;

/// <summary>Wires the provider that needs nothing installed: SQLite and files in one folder.</summary>
public static class EmbeddedExtensions
{
    /// <summary>Registers the ports. The folder is opened when the first of them is asked for, at the latest when the host starts.</summary>
    public static IServiceCollection AddEmbedded(this IServiceCollection services)
    {
        services.AddSettings<EmbeddedOptions>(EmbeddedOptions.Section);
        services.AddSingleton<DataFolder>();
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<IJobStore, SqliteJobStore>();
        services.AddSingleton(new CountLag(TimeSpan.Zero));
        services.AddSingleton<IJobQueue, SqliteJobQueue>();
        services.AddSingleton<IFileStore, LocalFileStore>();
        services.AddSingleton<IVault, DiskVault>();
        services.AddSingleton(TimesOf);
        services.AddSingleton<IServices, NoServices>();
        services.AddHostedService<EmbeddedOpening>();
        return services;
    }

    private static RetrievalTimes TimesOf(IServiceProvider services)
    {
        var vault = services.GetRequiredService<IOptions<EmbeddedOptions>>().Value.Vault;
        return new RetrievalTimes(vault.ExpeditedTime, vault.StandardTime, vault.BulkTime);
    }
}
