using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.External;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Embedded;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Settings;
using Gas.Pipeline.Telemetry;
using Gas.Pipeline.Variants;
using Gas.Pipeline.Variants.Exports;
using Gas.Pipeline.Workers;
using Gas.Pipeline.Workers.Relay;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline;

/// <summary>Puts the pipeline together. The only place that names a provider.</summary>
public static class GasPipelineExtensions
{
    private const string ProviderKey = "Provider";

    /// <summary>Everything but <see cref="Ports.IOwners"/> and <see cref="Ports.INotifier"/>, which the accounts bring.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message names its key.</exception>
    public static IServiceCollection AddGasPipeline(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<PipelineOptions>(PipelineOptions.Section);
        services.AddSettings<PlansOptions>(PlansOptions.Section);
        services.AddSettings<ArchiveOptions>(ArchiveOptions.Section);
        services.AddProvider(configuration);
        services.AddSingleton<JobFeed>();
        services.AddSingleton<NoticeBox>();
        services.AddTelemetry();
        services.AddSingleton<PlanFeed>();
        services.AddSingleton<JobLedger>();
        services.AddSingleton<PlanCatalog>();
        services.AddSingleton(InstalledReferences.From(configuration).Catalog);
        services.AddSingleton<IAnnotator, VcfAnnotator>();
        services.AddSettings<AnnotatorsOptions>(AnnotatorsOptions.Section);
        services.AddSingleton<IValidateOptions<AnnotatorsOptions>, AnnotatorsOptionsValidator>();
        services.AddSingleton<AnnotatorCatalog>();
        services.AddHostedService<ProbeWorker>();
        services.AddSettings<VariantsOptions>(VariantsOptions.Section);
        services.AddSingleton<VariantIndexes>();
        services.AddSingleton<VariantRecords>();
        services.AddSingleton<VariantExport>();
        // Before the stages, so that it stops after them: what they still commit is told to the other instances.
        services.AddHostedService<NewsWorker>();
        services.AddStage<AnnotateHandler>();
        services.AddStage<ArchiveHandler>();
        services.AddStage<ThawHandler>();
        services.AddStage<RestoreHandler>();
        services.AddStage<DeleteHandler>();
        services.AddHostedService<RetrievalListener>();
        services.AddSingleton<PlanWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<PlanWorker>());
        services.AddSingleton<OwnerDeletionWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<OwnerDeletionWorker>());
        services.AddHostedService<NoticeWorker>();
        services.AddHostedService<JobSweeper>();
        services.AddHostedService<OrphanReaper>();
        return services;
    }

    /// <summary>The ports alone, as the settings choose them: for commands that run no workers.</summary>
    /// <exception cref="OptionsValidationException">There is no such provider.</exception>
    public static IServiceCollection AddProvider(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        return configuration[ProviderKey] switch
        {
            null or "Embedded" => services.AddEmbedded(),
            "Aws" => services.AddAws(configuration),
            var other => throw new OptionsValidationException(ProviderKey, typeof(string), [$"{ProviderKey} is '{other}', but must be 'Embedded' or 'Aws'."]),
        };
    }

    /// <summary>What tells how the pipeline stands and lets it pause.</summary>
    private static void AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<WorkGate>();
        services.AddSingleton<WorkBoard>();
        services.AddSingleton<PipelineMeter>();
        services.AddSingleton<Throughput>();
        services.AddSingleton<QueueForecast>();
        services.AddSingleton<VitalSigns>();
        services.AddHostedService<VitalSigns>(provider => provider.GetRequiredService<VitalSigns>());
    }

    /// <summary>A handler and the worker that drives it.</summary>
    private static void AddStage<THandler>(this IServiceCollection services)
        where THandler : class, IStageHandler
    {
        services.AddSingleton<THandler>();
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<StageWorker>(provider, provider.GetRequiredService<THandler>()));
    }
}
