using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gas.Tests.Pipeline;

internal static class PortDecoration
{
    /// <summary>Puts something around a port that has been registered.</summary>
    public static void Decorate<TPort>(this IServiceCollection services, Func<TPort, TPort> wrap)
        where TPort : class
    {
        var inner = services.Last(descriptor => descriptor.ServiceType == typeof(TPort));
        services.Replace(ServiceDescriptor.Singleton(provider => wrap((TPort)(inner.ImplementationInstance
            ?? inner.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)))));
    }
}
