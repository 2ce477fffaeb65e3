using Bunit;
using Gas.Blazor.Components.Upload;
using Gas.Blazor.Endpoints;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor;

public sealed class UploadBoxTests : PageContext
{
    public UploadBoxTests()
    {
        Services.AddSingleton<AntiforgeryStateProvider, NoTokens>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        BeInteractive();
    }

    [Fact]
    public async Task More_files_than_the_list_holds_are_left_out_with_a_sentence()
    {
        JSInterop.SetupModule("./Components/Upload/UploadBox.razor.js").SetupModule("attach", _ => true);
        var box = Render<UploadBox>(parameters => parameters.Add(one => one.Rules, new UploadRules(new UploadLimit(1000, false))).Add(one => one.Choices, new SubmitChoices()));

        await ChooseAsync(UploadBox.Most - 1, "a.vcf");
        await ChooseAsync(1, "notes.txt");
        Assert.Empty(box.FindAll("[role=alert]"));

        // The refused one makes room, and there is no more.
        await ChooseAsync(2, "b.vcf");
        Assert.Equal((UploadBox.Most, 1, 0), (box.FindAll("li").Count, Named("b.vcf"), Named("notes.txt")));
        Assert.Contains($"{UploadBox.Most} files are on their way", box.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        int Named(string name) => box.FindAll("li .name").Count(one => one.TextContent == name);
        Task ChooseAsync(int count, string name) => box.InvokeAsync(() => box.Instance.OnChosen([.. Enumerable.Repeat(new ChosenFile(1, name, 10), count)]));
    }
}
