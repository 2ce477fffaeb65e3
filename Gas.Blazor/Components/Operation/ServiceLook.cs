using Gas.Blazor.Components.Jobs;
using Gas.Pipeline.Ports;
using MudBlazor;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Operation;

/// <summary>How a service stands, in words, an icon and a colour.</summary>
public static class ServiceLook
{
    public static JobStateLook Of(ServiceState state) => state switch
    {
        ServiceState.Closed => new(Text("Answers"), Icons.Material.Outlined.CheckCircle, "state-good"),
        ServiceState.Open => new(Text("Does not answer"), Icons.Material.Outlined.ErrorOutline, "state-bad"),
        ServiceState.HalfOpen => new(Text("Is being tried"), Icons.Material.Outlined.HourglassTop, "state-warming"),
    };
}
