using Bunit;
using Gas.Blazor.Components.Upload;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Tests.Blazor;

/// <summary>What the submit page says of the reference that is chosen.</summary>
public sealed class SubmitOptionsTests : ComponentContext
{
    private static readonly IReadOnlyList<ReferenceDescription> References = new ReferenceCatalog(ReferenceCatalog.DefaultFolder).Describe();

    [Fact]
    public void A_reference_shows_its_name_its_version_and_what_it_leaves_open()
    {
        var options = Show("GRCh38-genes");
        Assert.Contains("GRCh38-genes · " + References.Single(reference => reference.Name == "GRCh38-genes").Checksum[..8], options.Markup, StringComparison.Ordinal);
        Assert.Contains("installing the full reference (gas reference add GRCh38) adds amino-acid changes", options.Markup, StringComparison.Ordinal);
        Assert.Contains("absence tells nothing", options.Markup, StringComparison.Ordinal);
        Assert.Contains("Research use only", options.Markup, StringComparison.Ordinal);
        Assert.Contains("CC0-1.0", options.Find("details").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_complete_reference_has_nothing_to_add()
    {
        var options = Show("NC_045512.2");
        Assert.Contains("NC_045512.2 · ", options.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Research use only", options.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<SubmitOptions> Show(string reference) => Render<SubmitOptions>(parameters => parameters
        .Add(options => options.References, References)
        .Add(options => options.Annotators, [])
        .Add(options => options.Choices, new SubmitChoices(reference))
        .Add(options => options.ChoicesChanged, _ => { }));
}
