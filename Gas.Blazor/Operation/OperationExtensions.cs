using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Gas.Blazor.Operation;

/// <summary>Wires what admins run the service by.</summary>
internal static class OperationExtensions
{
    public static void AddOperation(this WebApplicationBuilder builder)
    {
        var levels = new RunTimeLevels();
        ((IConfigurationBuilder)builder.Configuration).Add(levels);
        var services = builder.Services;
        services.AddSingleton(levels);
        services.AddSingleton<EffectiveSettings>();
        services.AddSingleton<ModeNews>();
        services.AddSingleton<ServiceHelm>();
        services.AddHostedService<HelmWorker>();
        services.AddSingleton<CircuitCount>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitCount>());
        services.AddSingleton<InstanceFacts>();
        services.AddSingleton<OwnerNames>();
        services.AddSingleton<JobDesk>();
        services.AddSingleton<DeadLetterDesk>();
        services.AddSingleton<ReferenceDesk>();
        services.AddSingleton<LogLevelDesk>();
    }
}
