using Gas.Pipeline.Settings;

namespace Gas.Blazor.Storage;

/// <summary>Wires what pages tell about storage and its price.</summary>
internal static class StorageExtensions
{
    public static void AddStorage(this IServiceCollection services)
    {
        services.AddSettings<PricesOptions>(PricesOptions.Section);
        services.AddSingleton<StorageEstimates>();
        services.AddSingleton<PlanWords>();
    }
}
