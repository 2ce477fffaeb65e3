using Gas.Pipeline.Jobs;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account.Plans;

/// <summary>The plans' names for people.</summary>
internal static class PlanName
{
    public static string Of(Plan plan) => plan == Plan.Premium ? L["Premium"] : L["Free"];
}
