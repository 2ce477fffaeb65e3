using System.Globalization;
using Bunit;
using Gas.Blazor.Components;
using Gas.Blazor.Languages;
using Gas.Tests.Blazor;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Tests.Languages;

/// <summary>Sentences as they are drawn.</summary>
public sealed class PhraseTests : ComponentContext
{
    [Theory]
    [InlineData("No account yet? [Create one].", "No account yet? <b>Create one</b>.")]
    [InlineData("Set [this] to [that].", "Set <b>this</b> to <b>that</b>.")]
    [InlineData("[All] of it", "<b>All</b> of it")]
    [InlineData("Nothing stands out", "Nothing stands out")]
    [InlineData("Open [only", "Open [only")]
    public void Marked_parts_are_drawn_in_their_places(string sentence, string markup) =>
        Render<Phrase>(parameters => parameters.Add(phrase => phrase.Text, sentence).Add(phrase => phrase.ChildContent, part => $"<b>{part}</b>")).MarkupMatches(markup);

    [Fact]
    public void A_sentence_that_is_not_in_the_resources_comes_as_it_is() => Assert.Equal("nobody says 1 of this", L["nobody says {0} of this", 1].Value);

    [Fact]
    public void A_field_says_what_is_wrong_in_the_readers_language()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Language.Proof);
        var form = new EditContext(new Model());
        var messages = new ValidationMessageStore(form);
        messages.Add(form.Field(nameof(Model.Name)), "Enter your e-mail address.");
        messages.Add(form.Field(nameof(Model.Other)), "Choose a password.");

        var errors = Render<CascadingValue<EditContext>>(parameters => parameters
            .Add(value => value.Value, form)
            .AddChildContent<FieldErrors<string>>(field => field.Add(one => one.For, () => ((Model)form.Model).Name)));

        errors.MarkupMatches("""<div class="validation-message" role="alert">⟦Enter your e-mail address.⟧</div>""");
    }

    private sealed class Model
    {
        public string Name { get; set; } = "";

        public string Other { get; set; } = "";
    }
}
