using Bunit;
using Gas.Blazor.Components.Layout;
using Gas.Blazor.Languages;
using Gas.Tests.Blazor;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Languages;

public sealed class LanguageChoiceTests : PageContext
{
    [Fact]
    public void One_language_is_no_choice() => Assert.Empty(Draw(proof: false).Markup.Trim());

    [Fact]
    public void What_is_chosen_is_what_the_next_request_reads()
    {
        var options = Draw(proof: true).FindAll("option");
        var cookies = options.Select(option => CookieRequestCultureProvider.ParseCookieValue(option.GetAttribute("value")!)!);
        Assert.Equal([Language.English, Language.Proof], cookies.Select(cookie => cookie.UICultures.Single().Value), StringComparer.OrdinalIgnoreCase);
    }

    private IRenderedComponent<LanguageChoice> Draw(bool proof)
    {
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(Language.ProofKey, (string?)$"{proof}")]).Build());
        Services.AddSingleton<LanguageOffer>();
        BeInteractive();
        return Render<LanguageChoice>();
    }
}
