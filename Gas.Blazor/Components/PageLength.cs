using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components;

/// <summary>How many rows a page of jobs has, as this browser's user likes it. A cookie keeps it; a circuit has none and takes it over from the request that drew the page first.</summary>
public sealed class PageLength(IHttpContextAccessor http)
{
    /// <summary>The first is the usual one.</summary>
    public static readonly IReadOnlyList<int> Choices = [25, 50, 100];

    public const string Cookie = "rows";

    private int? _chosen;

    /// <summary>Whatever a browser sends.</summary>
    [PersistentState]
    public int? Chosen
    {
        get => _chosen ??= int.TryParse(http.HttpContext?.Request.Cookies[Cookie], out var rows) ? rows : Choices[0];
        set => _chosen = value;
    }

    public int Rows => Chosen is { } rows && Choices.Contains(rows) ? rows : Choices[0];
}
