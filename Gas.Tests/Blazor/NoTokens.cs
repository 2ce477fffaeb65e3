using Microsoft.AspNetCore.Components.Forms;

namespace Gas.Tests.Blazor;

/// <summary>An anti-forgery token for components, which nobody checks.</summary>
internal sealed class NoTokens : AntiforgeryStateProvider
{
    public override AntiforgeryRequestToken GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
}
