using System.Text;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.External;
using Gas.Tests.Annotation.Genome;
using Gas.Tests.Annotation.Vcf;

namespace Gas.Tests.Annotation.External;

/// <summary>A tool made of a few lines of shell, and runs of it.</summary>
internal sealed class ScriptTool : IDisposable
{
    /// <summary>Adds <c>X=1</c> to each record, as a tool that does what it should.</summary>
    public const string Good = """
        awk -F '\t' -v OFS='\t' '/^##fileformat/ { print; print "##INFO=<ID=X,Number=1,Type=Integer,Description=\"x\">"; print "##made=at " ENVIRON["PWD"]; next } /^#/ { print; next } { $8 = ($8 == "." ? "X=1" : $8 ";X=1"); print }'
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-script-");

    public ScriptTool(string script, Action<ToolOptions>? configure = null)
    {
        var path = Path.Combine(_folder.FullName, "tool.sh");
        File.WriteAllText(path, script);
        Options = new ToolOptions
        {
            Enabled = true,
            Title = "Script",
            Executable = "sh",
            Arguments = [path],
            VersionArguments = ["-c", "echo script 1.2"],
            VersionPattern = @"script (\d\.\d)",
            Field = "X",
            Values = { ["notes"] = Notes },
            References = { [SharedData.SarsCoV2.Name] = [] },
        };
        configure?.Invoke(Options);
    }

    public ToolOptions Options { get; }

    /// <summary>A file that a script can write to: <c>{notes}</c> among its arguments.</summary>
    public string Notes => Path.Combine(_folder.FullName, "notes");

    public MemoryStream Result { get; } = new();

    public MemoryStream Index { get; } = new();

    public MemoryStream Variants { get; } = new();

    public List<string> Log { get; } = [];

    public static byte[] Input(int records)
    {
        var text = new StringBuilder("##fileformat=VCFv4.2\n##source=test\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
        for (var position = 300; position < 300 + records; position++)
        {
            var reference = (char)SharedData.SarsCoV2.Sequence(0, position, 1)[0];
            text.Append(null, $"{SharedData.SarsCoV2.Name}\t{position}\t.\t{reference}\t{(reference == 'A' ? 'C' : 'A')}\t.\t.\t.\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    public Task<AnnotationSummary> RunAsync(byte[]? input = null, CancellationToken? cancellation = null, bool strict = false)
    {
        Result.SetLength(0);
        Index.SetLength(0);
        Variants.SetLength(0);
        var bytes = input ?? Input(20);
        var request = new AnnotationRequest
        {
            Input = new MemoryStream(bytes),
            InputLength = bytes.Length,
            InputName = "test.vcf",
            Reference = SharedData.SarsCoV2,
            Options = new AnnotationOptions { Annotator = "script", Strict = strict },
            Result = Result,
            Index = Index,
            Variants = Variants,
            Log = new ListLog(Log),
        };
        var annotator = new ToolAnnotator(ToolProfile.Of("script", Options), "1.2", TimeProvider.System);
        return annotator.AnnotateAsync(request, new Progress<AnnotationProgress>(), cancellation ?? TestContext.Current.CancellationToken);
    }

    public async Task<string> FailAsync(byte[]? input = null) => (await Assert.ThrowsAsync<AnnotatorException>(() => RunAsync(input))).Message;

    public string[] Written() => Encoding.UTF8.GetString(VcfText.Unpack(Result.ToArray())).Split('\n')[..^1];

    /// <summary>No process is alive whose id the script has noted.</summary>
    public void LeavesNoProcess()
    {
        var noted = File.ReadAllLines(Notes);
        Assert.NotEmpty(noted);
        Assert.DoesNotContain(noted, id => File.Exists($"/proc/{id}/status") && !File.ReadAllText($"/proc/{id}/status").Contains("State:\tZ", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private sealed class ListLog(List<string> lines) : IProgress<string>
    {
        public void Report(string value)
        {
            lock (lines)
            {
                lines.Add(value);
            }
        }
    }
}
