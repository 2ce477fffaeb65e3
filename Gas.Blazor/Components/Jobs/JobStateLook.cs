using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Jobs;

/// <summary>How a state is shown everywhere: a word, an icon and a colour, so that none of them carries the meaning alone.</summary>
/// <param name="English">The word, which is looked up when it is read.</param>
/// <param name="Tone">The style class that sets the colour.</param>
public sealed record JobStateLook(string English, string Icon, string Tone)
{
    private static readonly Dictionary<JobState, JobStateLook> Known = Enum.GetValues<JobState>().ToDictionary(state => state, New);
    private static readonly JobStateLook Hot = new(Text("Hot"), Icons.Material.Outlined.Bolt, "state-quiet");

    /// <summary>In the language of whoever reads it.</summary>
    public string Word { get => field ?? L[English]; init; }

    /// <summary>The icon, drawn.</summary>
    public MarkupString Picture { get; } = Components.Picture.Of(Icon, isSmall: true);

    public static JobStateLook Of(JobState state) => Known[state];

    /// <summary>How annotating ended, whatever has become of the result since.</summary>
    public static JobStateLook OfRun(JobState state) => Of(OfStorage(state) is null ? state : JobState.Completed);

    /// <summary>Where the result lies; null where there is none.</summary>
    public static JobStateLook? OfStorage(JobState state) => state switch
    {
        JobState.Completed => Hot,
        JobState.Archiving or JobState.Archived or JobState.Thawing or JobState.Restoring => Of(state),
        JobState.Queued or JobState.Annotating or JobState.Failed or JobState.Cancelled or JobState.Deleting => null,
    };

    private static JobStateLook New(JobState state) => state switch
    {
        JobState.Queued => new(Text("Waiting"), Icons.Material.Outlined.Schedule, "state-quiet"),
        JobState.Annotating => new(Text("Running"), Icons.Material.Outlined.PlayCircle, "state-running"),
        JobState.Completed => new(Text("Completed"), Icons.Material.Outlined.CheckCircle, "state-good"),
        JobState.Failed => new(Text("Failed"), Icons.Material.Outlined.ErrorOutline, "state-bad"),
        JobState.Cancelled => new(Text("Cancelled"), Icons.Material.Outlined.Cancel, "state-quiet"),
        JobState.Archiving => new(Text("Archiving"), Icons.Material.Outlined.AcUnit, "state-cold"),
        JobState.Archived => new(Text("Archived"), Icons.Material.Outlined.AcUnit, "state-cold"),
        JobState.Thawing => new(Text("Thawing"), Icons.Material.Outlined.HourglassTop, "state-warming"),
        JobState.Restoring => new(Text("Restoring"), Icons.Material.Outlined.Restore, "state-back"),
        JobState.Deleting => new(Text("Deleting"), Icons.Material.Outlined.DeleteOutline, "state-quiet"),
    };
}
