using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.External;
using Gas.Pipeline.Annotation.Genome;
using Gas.Tests.Annotation.Genome;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Annotation.External;

/// <summary>Which annotators there are, and what is said where one is not.</summary>
public sealed class AnnotatorCatalogTests
{
    private static string Reference => SharedData.SarsCoV2.Name;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tool_is_offered_for_its_references_once_its_probe_has_succeeded()
    {
        using var tool = new ScriptTool(ScriptTool.Good);
        var catalog = Catalog(("script", tool.Options));
        Assert.Single(catalog.Offered(Reference));
        Assert.Contains("cannot be run", Assert.Throws<AnnotatorException>(() => catalog.Get("script", Reference)).Message, StringComparison.Ordinal);
        await catalog.ProbeAsync(Cancellation);
        Assert.Equal([null, "script"], catalog.Offered(Reference).Select(offered => offered.Name));
        Assert.Equal("Script 1.2", catalog.Offered(Reference)[1].Version);
        Assert.Single(catalog.Offered("GRCh38"));
        Assert.Equal("Script 1.2", catalog.Get("SCRIPT", Reference).Version);
        Assert.Contains("not set up for the reference GRCh38", Assert.Throws<AnnotatorException>(() => catalog.Get("script", "GRCh38")).Message, StringComparison.Ordinal);
        Assert.Contains("not part of this service", Assert.Throws<AnnotatorException>(() => catalog.Get("other", Reference)).Message, StringComparison.Ordinal);
        Assert.IsType<VcfAnnotator>(catalog.Get(null, "GRCh38"));
    }

    [Theory]
    [InlineData("no-such-program-at-all", "cannot be started")]
    [InlineData("cat", "does not say its version")]
    public async Task A_tool_that_is_not_there_or_another_is_not_offered_and_the_admin_is_told_why(string executable, string why)
    {
        using var tool = new ScriptTool(ScriptTool.Good, options => options.Executable = executable);
        var catalog = Catalog(("script", tool.Options));
        await catalog.ProbeAsync(Cancellation);
        Assert.Single(catalog.Offered(Reference));
        Assert.Contains(why, Assert.Single(catalog.Tools).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_with_which_a_tool_could_never_run_are_named_by_their_keys()
    {
        Assert.Equal(["Annotators:Tools:mine needs Executable, Arguments and VersionPattern: it is none of the known tools (bcftools-csq, snpeff, vep, vcfanno)."], Faults("mine", new ToolOptions { Enabled = true }));
        Assert.Equal(["Annotators:Tools:bcftools-csq:References is empty: name the references for which the tool can be used, each with the values that its arguments need."], Faults("bcftools-csq", new ToolOptions { Enabled = true }));
        Assert.Equal(
            ["Annotators:Tools:snpeff:Values:jar is missing: the tool needs it to say its version.", "Annotators:Tools:snpeff:References:GRCh38:jar is missing: the tool's arguments need it.", "Annotators:Tools:snpeff:References:GRCh38:config is missing: the tool's arguments need it."],
            Faults("snpeff", new ToolOptions { Enabled = true, References = { ["GRCh38"] = new() { ["genome"] = "GRCh38.105" } } }));
        Assert.Empty(Faults("vep", new ToolOptions()));
    }

    [Fact]
    public async Task Bcftools_csq_annotates_as_a_tool()
    {
        var folder = Path.Combine(ReferenceCatalog.DefaultFolder, Reference);
        var options = new ToolOptions { Enabled = true, References = { [Reference] = new() { ["fasta"] = Path.Combine(folder, "sequence.fa"), ["gff3"] = Path.Combine(folder, "genes.gff3") } } };
        var catalog = Catalog(("bcftools-csq", options));
        await catalog.ProbeAsync(Cancellation);
        if (Assert.Single(catalog.Tools).Version is null)
        {
            Assert.Skip("bcftools is not installed.");
        }

        byte[] input = [.. "##fileformat=VCFv4.2\n##contig=<ID=NC_045512.2,length=29903>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"u8, .. "NC_045512.2\t23403\t.\tA\tG\t.\t.\t.\n"u8];
        var (result, index) = (new MemoryStream(), new MemoryStream());
        var request = new AnnotationRequest { Input = new MemoryStream(input), InputName = "spike.vcf", Reference = SharedData.SarsCoV2, Result = result, Index = index, Log = new Progress<string>() };
        var summary = await catalog.Get("bcftools-csq", Reference).AnnotateAsync(request, new Progress<AnnotationProgress>(), Cancellation);
        Assert.Equal(1, summary.Consequences["missense_variant"]);
        Assert.Equal(1, summary.Genes["S"]);
        Assert.StartsWith("bcftools csq 1.", summary.Annotator, StringComparison.Ordinal);
    }

    private static AnnotatorCatalog Catalog(params (string Name, ToolOptions Options)[] tools) => new(new VcfAnnotator(), Options.Create(Settings(tools)), TimeProvider.System);

    private static IEnumerable<string> Faults(string name, ToolOptions options) => new AnnotatorsOptionsValidator().Validate(null, Settings((name, options))).Failures ?? [];

    private static AnnotatorsOptions Settings(params (string Name, ToolOptions Options)[] tools)
    {
        var settings = new AnnotatorsOptions();
        foreach (var (name, options) in tools)
        {
            settings.Tools[name] = options;
        }

        return settings;
    }
}
