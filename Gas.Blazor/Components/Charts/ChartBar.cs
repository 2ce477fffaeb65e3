namespace Gas.Blazor.Components.Charts;

/// <summary>One bar of a chart.</summary>
/// <param name="Link">Where the records that it counts are listed; null for nowhere.</param>
/// <param name="Tone">A class that colours it; what the colour says stands in <paramref name="Name"/> or <paramref name="Note"/> as well.</param>
/// <param name="Note">More about it, in words.</param>
public sealed record ChartBar(string Name, long Count, string? Link = null, string? Tone = null, string? Note = null);
