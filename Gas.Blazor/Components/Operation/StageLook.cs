using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Components.Operation;

/// <summary>The stages in words for people.</summary>
public static class StageLook
{
    public static string Of(Stage stage) => stage switch
    {
        Stage.Annotate => "Annotate",
        Stage.Archive => "Archive",
        Stage.Thaw => "Retrieve",
        Stage.Restore => "Restore",
        Stage.Delete => "Delete",
        Stage.Notify => "Notify",
    };
}
