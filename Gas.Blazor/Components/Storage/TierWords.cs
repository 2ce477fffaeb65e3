using Gas.Pipeline.Jobs;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Storage;

/// <summary>How fast a vault gives back, in words.</summary>
public static class TierWords
{
    public static string Of(RetrievalTier tier) => tier switch
    {
        RetrievalTier.Expedited => L["Expedited"],
        RetrievalTier.Standard => L["Standard"],
        RetrievalTier.Bulk => L["Bulk"],
    };
}
