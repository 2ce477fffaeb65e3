using System.Text;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Index;
using Gas.Tests.Annotation.Index;

namespace Gas.Tests.Annotation.External;

/// <summary>Tools that do what they should, and tools that fail, hang, flood, lie or leave their children behind.</summary>
public sealed class ToolAnnotatorTests
{
    /// <summary>Notes its own process and one that has left the family, and waits for ever.</summary>
    private const string Hanging = """
        echo $$ >> "$1"
        setsid sh -c 'echo $$ >> "$0"; sleep 1000' "$1" &
        cat > /dev/null
        sleep 1000
        """;

    [Fact]
    public async Task What_a_tool_writes_is_packed_indexed_and_says_how_it_was_made()
    {
        using var tool = new ScriptTool(ScriptTool.Good);
        var summary = await tool.RunAsync();
        Assert.Equal((20, 20, true, "Script 1.2"), (summary.Records, summary.Written, summary.Indexed, summary.Annotator));
        Assert.Equal(20, summary.Classes["SNV"]);
        Assert.NotEqual(0, tool.Index.Length);
        var lines = tool.Written();
        Assert.Contains("##source=test", lines);
        Assert.Contains("##gas_version=Script 1.2", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("##made", StringComparison.Ordinal));
        Assert.Equal(20, lines.Count(line => line.EndsWith("\tX=1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_a_tool_writes_has_a_variant_index_with_the_tool_s_consequences()
    {
        const string Script = """
            awk -F '\t' -v OFS='\t' '/^##fileformat/ { print; print "##INFO=<ID=ANN,Number=.,Type=String,Description=\"Made up. Format: Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID\">"; next } /^#/ { print; next } { $8 = "ANN=A|" ($2 % 2 ? "stop_gained|HIGH" : "intron_variant|MODIFIER") "|G" $2 % 3 "|x"; print }'
            """;
        using var tool = new ScriptTool(Script, options => options.Field = "ANN");
        await tool.RunAsync();
        var index = VariantIndex.Open(tool.Variants.ToArray());
        var found = index.Find(new VariantFilter { Genes = ["g1"], Impacts = VariantWords.Impacts.BitOf("high") });
        var expected = tool.Written().Where(line => line[0] != '#' && line.Contains("HIGH|G1", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await index.LinesAsync(tool.Result.ToArray(), found.Page));
    }

    [Fact]
    public async Task The_same_run_twice_gives_the_same_bytes()
    {
        using var tool = new ScriptTool(ScriptTool.Good);
        await tool.RunAsync();
        var first = tool.Result.ToArray();
        await tool.RunAsync();
        Assert.Equal(first, tool.Result.ToArray());
    }

    [Fact]
    public async Task A_tool_that_wants_a_file_gets_one()
    {
        using var tool = new ScriptTool("cat \"$1\" |" + ScriptTool.Good, options => options.Arguments!.Add("{input}"));
        Assert.Equal(20, (await tool.RunAsync()).Written);
    }

    [Fact]
    public async Task Records_that_nobody_could_read_are_kept_from_the_tool()
    {
        using var tool = new ScriptTool(ScriptTool.Good);
        byte[] input = [.. ScriptTool.Input(5), .. "NC_045512.2\tfar\t.\tA\tC\t.\t.\t.\n"u8];
        var summary = await tool.RunAsync(input);
        Assert.Equal((6, 5, 1), (summary.Records, summary.Written, summary.Skipped));
        var fault = await Assert.ThrowsAsync<VcfException>(() => tool.RunAsync(input, strict: true));
        Assert.Equal((9, "POS"), (fault.Line, fault.Field));
    }

    [Fact]
    public async Task A_tool_that_fails_is_told_with_its_exit_code_and_its_words_are_in_the_log()
    {
        using var tool = new ScriptTool("echo no index for this genome >&2; exit 3");
        Assert.Contains("exit code 3", await tool.FailAsync(), StringComparison.Ordinal);
        Assert.Contains("| no index for this genome", tool.Log);
    }

    [Fact]
    public async Task A_tool_that_crashes_in_the_middle_leaves_no_result_to_keep()
    {
        using var tool = new ScriptTool("head -n 6 |" + ScriptTool.Good + "\nkill -SEGV $$");
        Assert.Contains("segmentation fault", await tool.FailAsync(ScriptTool.Input(20_000)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("head -n 10 |" + ScriptTool.Good, "was given 20 records but wrote 7")]
    [InlineData("(cat; tail -n 1 /dev/null; echo junk) |" + ScriptTool.Good, "is no VCF")]
    [InlineData("cat", "without the field X")]
    [InlineData("cat > /dev/null; echo Welcome", "is no VCF")]
    [InlineData("cat > /dev/null", "is no VCF")]
    public async Task A_tool_that_ends_well_but_did_not_do_its_work_is_found_out(string script, string said)
    {
        using var tool = new ScriptTool(script);
        Assert.Contains(said, await tool.FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_hangs_is_killed_with_all_that_it_started()
    {
        using var tool = new ScriptTool(Hanging, options =>
        {
            options.Arguments!.Add("{notes}");
            options.StallLimit = TimeSpan.FromSeconds(1);
        });
        Assert.Contains("neither read nor wrote anything", await tool.FailAsync(), StringComparison.Ordinal);
        tool.LeavesNoProcess();
    }

    [Fact]
    public async Task A_tool_that_takes_too_long_is_stopped()
    {
        using var tool = new ScriptTool(Hanging, options =>
        {
            options.Arguments!.Add("{notes}");
            options.TimeLimit = TimeSpan.FromSeconds(1);
        });
        Assert.Contains("ran longer than", await tool.FailAsync(), StringComparison.Ordinal);
        tool.LeavesNoProcess();
    }

    [Fact]
    public async Task Cancelling_ends_the_tool_and_all_that_it_started()
    {
        using var tool = new ScriptTool(Hanging, options => options.Arguments!.Add("{notes}"));
        using var cancel = new CancellationTokenSource();
        var run = tool.RunAsync(cancellation: cancel.Token);
        while (!File.Exists(tool.Notes) || File.ReadAllLines(tool.Notes).Length < 2)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        tool.LeavesNoProcess();
    }

    [Fact]
    public async Task A_tool_that_floods_its_output_is_stopped()
    {
        using var tool = new ScriptTool("cat |" + ScriptTool.Good + "\nyes \"$(printf 'NC_045512.2\\t400\\t.\\tA\\tC\\t.\\t.\\tX=1')\"");
        Assert.Contains("times what it was given", await tool.FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_floods_its_standard_error_is_cut_short_in_the_log()
    {
        using var tool = new ScriptTool("seq 200000 >&2\n" + ScriptTool.Good);
        await tool.RunAsync();
        Assert.Equal("… and 199,500 more lines.", tool.Log.Find(line => line.StartsWith((char)0x2026)));
        Assert.InRange(tool.Log.Count, 500, 520);
    }

    [Fact]
    public async Task A_tool_that_takes_too_much_memory_is_stopped()
    {
        using var tool = new ScriptTool("cat > /dev/null; head -c 200m /dev/zero | tail -c 190m | (sleep 1000)", options => options.MemoryLimit = 64);
        Assert.Contains("MiB of memory", await tool.FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_fills_its_folder_is_stopped()
    {
        using var tool = new ScriptTool("cat > /dev/null; mkdir deep; head -c 8m /dev/zero > deep/filled; sleep 1000", options => options.FolderLimit = 4);
        Assert.Contains("left 8 MiB in its folder, more than the 4", await tool.FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_that_a_tool_is_given_does_not_count_as_what_it_leaves()
    {
        using var tool = new ScriptTool("cat \"$1\" | (sleep 1;" + ScriptTool.Good + ")", options =>
        {
            options.Arguments!.Add("{input}");
            options.FolderLimit = 1;
        });
        Assert.Equal(25_000, (await tool.RunAsync(ScriptTool.Input(25_000))).Written);
    }

    [Fact]
    public async Task A_wrapper_starts_the_tool_and_knows_its_folder()
    {
        using var tool = new ScriptTool("test \"$WRAPPED\" = \"$PWD\" || exit 7; " + ScriptTool.Good, options =>
        {
            options.Wrapper.Add("env");
            options.Wrapper.Add("WRAPPED={folder}");
        });
        Assert.Equal(20, (await tool.RunAsync()).Written);
    }

    [Fact]
    public async Task Where_memory_runs_out_the_tool_goes_first()
    {
        Assert.SkipUnless(File.Exists("/proc/self/oom_score_adj"), "This system has no order in which processes go.");
        using var tool = new ScriptTool("sleep 0.2; cat /proc/self/oom_score_adj > \"$1\"; " + ScriptTool.Good, options => options.Arguments!.Add("{notes}"));
        await tool.RunAsync();
        Assert.Equal("1000", (await File.ReadAllTextAsync(tool.Notes, Encoding.UTF8, TestContext.Current.CancellationToken)).Trim());
    }

    [Fact]
    public async Task A_child_that_holds_the_output_open_does_not_hold_the_run()
    {
        using var tool = new ScriptTool(ScriptTool.Good + "\nsleep 1000 & echo $! >> \"$1\"", options =>
        {
            options.Arguments!.Add("{notes}");
            options.StallLimit = TimeSpan.FromSeconds(1);
        });
        Assert.Contains("neither read nor wrote", await tool.FailAsync(), StringComparison.Ordinal);
        tool.LeavesNoProcess();
    }

    [Fact]
    public async Task The_service_s_environment_stays_its_own()
    {
        Environment.SetEnvironmentVariable("GAS_TEST_SECRET", "hunter2");
        using var tool = new ScriptTool("env > \"$1\"; " + ScriptTool.Good, options => options.Arguments!.Add("{notes}"));
        await tool.RunAsync();
        var seen = await File.ReadAllTextAsync(tool.Notes, Encoding.UTF8, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("hunter2", seen, StringComparison.Ordinal);
        Assert.Contains("LANG=C.UTF-8", seen, StringComparison.Ordinal);
    }
}
