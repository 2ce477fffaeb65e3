using System.Globalization;
using Bunit;
using Gas.Blazor.Components;
using Gas.Blazor.Languages;
using Gas.Tests.Blazor;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Gas.Tests.Languages;

public sealed class FieldErrorsTests : ComponentContext
{
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
