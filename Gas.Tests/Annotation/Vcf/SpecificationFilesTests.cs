using Gas.Pipeline.Annotation.Vcf;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Vcf;

/// <summary>The files that the maintainers of the VCF specification give for it.</summary>
public sealed class SpecificationFilesTests
{
    public static TheoryData<string> Versions => ["4.1", "4.2"];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_valid_file_is_accepted(string version)
    {
        var refused = new List<string>();
        var files = Directory.GetFiles(SharedData.Require("vcf-spec", version, "passed"));
        foreach (var file in files)
        {
            refused.AddRange((await FindAsync(file)).Take(1).Select(finding => $"{Path.GetFileName(file)}: {finding}"));
        }

        Assert.NotEmpty(files);
        Assert.Empty(refused);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Invalid_files_are_refused_with_line_and_field(string version)
    {
        var files = Directory.GetFiles(SharedData.Require("vcf-spec", version, "failed"));
        var accepted = new List<string>();
        foreach (var file in files)
        {
            var findings = await FindAsync(file);
            Assert.All(findings, finding => Assert.True(finding is { Line: > 0, Field.Length: > 0, Message.Length: > 0 }, $"{Path.GetFileName(file)}: {finding}"));
            if (findings.Count == 0)
            {
                accepted.Add(Path.GetFileName(file));
            }
        }

        Assert.NotEmpty(files);
        Assert.True(accepted.Count * 100 <= files.Length, $"{accepted.Count} of {files.Length} are accepted: {string.Join(", ", accepted)}");
    }

    [Fact]
    public async Task The_examples_of_the_specification_can_be_read()
    {
        var files = Directory.GetFiles(SharedData.Require("vcf-spec", "examples"), "*.vcf");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            Assert.DoesNotContain(await FindAsync(file), finding => finding.Unusable);
        }
    }

    private static async Task<List<VcfFinding>> FindAsync(string file) => await VcfRun.ValidateAsync(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
}
