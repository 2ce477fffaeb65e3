using Gas.Pipeline.Jobs;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Operation;

/// <summary>The stages in words for people.</summary>
public static class StageLook
{
    public static string Of(Stage stage) => stage switch
    {
        Stage.Annotate => L["Annotate"],
        Stage.Archive => L["Archive"],
        Stage.Thaw => L["Retrieve"],
        Stage.Restore => L["Restore"],
        Stage.Delete => L["Delete"],
        Stage.Notify => L["Notify"],
    };
}
