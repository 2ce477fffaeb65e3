namespace Gas.Tests.Blazor;

/// <summary>For components that need no services but those of every test.</summary>
public abstract class ComponentContext : PageContext
{
    protected ComponentContext() => BeInteractive();
}
