using Gas.Pipeline.Jobs;
using Gas.Pipeline.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Pipeline.Transfer;

/// <summary>Wires the moving of jobs beside the ports of a provider, for a process that runs no workers.</summary>
public static class TransferExtensions
{
    /// <summary>Everything but <see cref="Ports.IOwners"/>, which the accounts bring.</summary>
    public static IServiceCollection AddTransfer(this IServiceCollection services)
    {
        services.AddSettings<PlansOptions>(PlansOptions.Section);
        services.AddSettings<ArchiveOptions>(ArchiveOptions.Section);
        services.AddSingleton<JobFeed>();
        services.AddSingleton<NoticeBox>();
        services.AddSingleton<PlanFeed>();
        services.AddSingleton<JobLedger>();
        services.AddSingleton<PlanCatalog>();
        services.AddSingleton<JobExport>();
        services.AddSingleton<JobImport>();
        return services;
    }
}
