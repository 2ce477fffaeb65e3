using System.Globalization;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Storage;

/// <summary>Estimated amounts in words.</summary>
public static class Money
{
    /// <summary>For example <c>USD 1,234.50</c>, <c>under USD 0.01</c>, <c>nothing</c>.</summary>
    public static string Of(decimal amount, string currency) => amount switch
    {
        0 => L["nothing"],
        < 0.01m => L["under {0} 0.01", currency],
        _ => $"{currency} {amount.ToString("N2", CultureInfo.InvariantCulture)}",
    };
}
