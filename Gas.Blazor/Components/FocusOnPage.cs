using Microsoft.AspNetCore.Components.Routing;

namespace Gas.Blazor.Components;

/// <summary>Moves the focus to the heading of another page, and leaves it where it is when only the query changes: whoever types into a search field goes on typing.</summary>
public sealed class FocusOnPage : FocusOnNavigate
{
    private Type? _page;

    protected override void OnParametersSet()
    {
        if (_page != RouteData?.PageType)
        {
            _page = RouteData?.PageType;
            base.OnParametersSet();
        }
    }
}
