using Microsoft.Extensions.Localization;
using MudBlazor;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Languages;

/// <summary>What MudBlazor's parts say by themselves on these pages. All else that they could say stays English.</summary>
internal sealed class MudTexts : MudLocalizer
{
    public override LocalizedString this[string key] => key switch
    {
        "MudInput_Clear" => new(key, L["Clear"]),
        "MudSnackbar_Close" => new(key, L["Close"]),
        _ => base[key],
    };
}
