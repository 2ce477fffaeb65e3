namespace Gas.Blazor.Hosting;

/// <summary>A page whose scripts write style elements that cannot be known beforehand.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WritesStylesAttribute : Attribute;
