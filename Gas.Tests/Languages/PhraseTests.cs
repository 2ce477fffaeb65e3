using Bunit;
using Gas.Blazor.Components;
using Gas.Tests.Blazor;

namespace Gas.Tests.Languages;

public sealed class PhraseTests : ComponentContext
{
    [Theory]
    [InlineData("Nothing stands out.", "Nothing stands out.")]
    [InlineData("No account yet? [Create one].", "No account yet? <b>Create one</b>.")]
    [InlineData("[.vcf] or [.vcf.gz]", "<b>.vcf</b> or <b>.vcf.gz</b>")]
    [InlineData("An open [bracket", "An open [bracket")]
    public void What_is_in_brackets_stands_out(string text, string drawn) =>
        Render<Phrase>(phrase => phrase.Add(one => one.Text, text).Add(one => one.ChildContent, part => $"<b>{part}</b>")).MarkupMatches(drawn);
}
