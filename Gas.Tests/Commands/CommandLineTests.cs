namespace Gas.Tests.Commands;

/// <summary>The commands as a shell sees them: exit code, what is printed where, which files are left.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Header = "##fileformat=VCFv4.2\n##contig=<ID=NC_045512.2,length=29903>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    private const string Good = Header + "NC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n";
    private const string Bad = Header + "NC_045512.2\tabc\t.\tA\tG\t.\tPASS\t.\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-commands-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("alpha-b.1.1.7.vcf", "p.Asn501Tyr", "p.His69_Val70del")]
    [InlineData("delta-b.1.617.2.vcf", "p.Asp614Gly", "p.Leu452Arg")]
    public async Task The_annotated_file_is_read_by_bcftools_and_tabix(string sample, params string[] changes)
    {
        var annotated = await Tool.GasAsync(_folder.FullName, "annotate", Path.Combine(RepositoryRoot.Path, "samples", sample), "-o", "out.vcf.gz");
        Assert.True(annotated.ExitCode == 0, annotated.Errors);

        var viewed = await Tool.PeerAsync(_folder.FullName, "bcftools", "view", "-H", "out.vcf.gz");
        Assert.Equal((0, ""), (viewed.ExitCode, viewed.Errors));
        Assert.All(changes, change => Assert.Contains(change, viewed.Output, StringComparison.Ordinal));
        var lines = await File.ReadAllLinesAsync(Path.Combine(RepositoryRoot.Path, "samples", sample), Cancellation);
        Assert.Equal(lines.Count(line => line.Length > 0 && line[0] != '#'), viewed.Output.Count(letter => letter == '\n'));

        var spike = await Tool.PeerAsync(_folder.FullName, "tabix", "out.vcf.gz", "NC_045512.2:21563-25384");
        Assert.Equal(0, spike.ExitCode);
        Assert.All(spike.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.InRange(int.Parse(line.Split('\t')[1], System.Globalization.CultureInfo.InvariantCulture), 21_563, 25_384));
        Assert.NotEmpty(spike.Output);
    }

    [Fact]
    public async Task An_output_is_replaced_only_by_force_and_nothing_else_is_touched()
    {
        await File.WriteAllTextAsync(PathOf("in.vcf"), Good, Cancellation);
        await File.WriteAllTextAsync(PathOf("out.vcf.gz"), "precious", Cancellation);

        var refused = await Tool.GasAsync(_folder.FullName, "annotate", "in.vcf", "-o", "out.vcf.gz");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--force", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(PathOf("out.vcf.gz"), Cancellation));

        Assert.Equal(0, (await Tool.GasAsync(_folder.FullName, "annotate", "in.vcf", "-o", "out.vcf.gz", "--force")).ExitCode);
        Assert.NotEqual("precious", await File.ReadAllTextAsync(PathOf("out.vcf.gz"), Cancellation));
        Assert.False(Directory.Exists(PathOf("data")));
    }

    [Fact]
    public async Task Two_results_are_compared_and_the_exit_code_tells_whether_they_differ()
    {
        await File.WriteAllTextAsync(PathOf("in.vcf"), Header + "NC_045512.2\t28881\t.\tG\tA\t.\tPASS\t.\nNC_045512.2\t28882\t.\tG\tA\t.\tPASS\t.\n", Cancellation);
        Assert.Equal(0, (await Tool.GasAsync(_folder.FullName, "annotate", "in.vcf", "-o", "old.vcf.gz")).ExitCode);
        Assert.Equal(0, (await Tool.GasAsync(_folder.FullName, "annotate", "in.vcf", "-o", "new.vcf.gz", "--assume-phased")).ExitCode);

        var same = await Tool.GasAsync(_folder.FullName, "annotate", "--compare", "old.vcf.gz", "old.vcf.gz");
        Assert.Equal((0, ""), (same.ExitCode, same.Output));
        var other = await Tool.GasAsync(_folder.FullName, "annotate", "--compare", "old.vcf.gz", "new.vcf.gz");
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("changed\tNC_045512.2\t28882\tG\tA", other.Output, StringComparison.Ordinal);
        Assert.Contains("phasing=assumed", other.Output, StringComparison.Ordinal);
        Assert.Contains("2 otherwise", other.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await Tool.GasAsync(_folder.FullName, "annotate", "--compare", "old.vcf.gz")).ExitCode);
        Assert.Equal(2, (await Tool.GasAsync(_folder.FullName, "annotate", "--compare", "in.vcf", "old.vcf.gz")).ExitCode);
        Assert.Equal(2, (await Tool.GasAsync(_folder.FullName, "annotate", "in.vcf")).ExitCode);
    }

    [Fact]
    public async Task A_fault_in_the_file_leaves_no_output_and_names_line_and_field()
    {
        await File.WriteAllTextAsync(PathOf("in.vcf"), Bad, Cancellation);
        var result = await Tool.GasAsync(_folder.FullName, "annotate", "in.vcf", "-o", "out.vcf.gz", "--strict");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("4", result.Errors, StringComparison.Ordinal);
        Assert.Contains("POS", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.Equal(["in.vcf"], _folder.GetFileSystemInfos().Select(entry => entry.Name));
    }

    [Theory]
    [InlineData(Good, 0, "")]
    [InlineData(Bad, 1, "POS")]
    [InlineData("", 1, "empty")]
    [InlineData("<html></html>\n", 1, "VCF")]
    public async Task Validate_answers_with_its_exit_code(string vcf, int exitCode, string word)
    {
        await File.WriteAllTextAsync(PathOf("in.vcf"), vcf, Cancellation);
        var result = await Tool.GasAsync(_folder.FullName, "validate", "in.vcf", "--strict");
        Assert.True(exitCode == result.ExitCode, result.Errors);
        Assert.Contains(word, result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(2, "anotate", "in.vcf")]
    [InlineData(2, "annotate", "in.vcf", "--strict", "--lenient", "-o", "out.vcf.gz")]
    [InlineData(1, "--health")]
    public async Task Other_calls_answer_as_documented(int exitCode, params string[] arguments)
    {
        await File.WriteAllTextAsync(PathOf("in.vcf"), Good, Cancellation);
        Assert.Equal(exitCode, (await Tool.GasAsync(_folder.FullName, arguments)).ExitCode);
        Assert.Equal(["in.vcf"], _folder.GetFileSystemInfos().Select(entry => entry.Name));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
