using System.Text;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Vcf;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Vcf;

/// <summary>One run of the annotator over bytes in memory, and what it gave.</summary>
internal sealed record VcfRun(AnnotationSummary Summary, byte[] Result, byte[] Index, byte[] Variants, IReadOnlyList<string> Log)
{
    /// <summary>The result's lines, unpacked.</summary>
    public string[] Lines { get; } = Encoding.Latin1.GetString(VcfText.Unpack(Result)).Split('\n')[..^1];

    public IEnumerable<string> Records => Lines.Where(line => line[0] != '#');

    public string LogText => string.Join('\n', Log);

    public static Task<VcfRun> AnnotateAsync(string vcf, bool strict = false, ReferenceBundle? reference = null) => AnnotateAsync(Encoding.UTF8.GetBytes(vcf), strict, reference: reference);

    public static async Task<VcfRun> AnnotateAsync(byte[] vcf, bool strict = false, int threads = 1, ReferenceBundle? reference = null, Phasing phasing = Phasing.None)
    {
        var (result, index, variants, log) = (new MemoryStream(), new MemoryStream(), new MemoryStream(), new ListLog());
        var request = new AnnotationRequest
        {
            Input = new MemoryStream(vcf),
            InputLength = vcf.Length,
            InputName = "test.vcf",
            Reference = reference ?? SharedData.SarsCoV2,
            Options = new AnnotationOptions { Strict = strict, Phasing = phasing },
            Result = result,
            Index = index,
            Variants = variants,
            Log = log,
        };
        var summary = await new VcfAnnotator(threads).AnnotateAsync(request, new Progress<AnnotationProgress>(), TestContext.Current.CancellationToken);
        return new VcfRun(summary, result.ToArray(), index.ToArray(), variants.ToArray(), log.Lines);
    }

    /// <summary>The fault for which the annotator refuses the file.</summary>
    public static Task<VcfException> RefuseAsync(byte[] vcf, bool strict = false) => Assert.ThrowsAsync<VcfException>(() => AnnotateAsync(vcf, strict));

    public static Task<VcfException> RefuseAsync(string vcf, bool strict = false) => RefuseAsync(Encoding.UTF8.GetBytes(vcf), strict);

    /// <summary>Everything that strict validation finds, a refusal of the whole file included.</summary>
    public static async Task<List<VcfFinding>> ValidateAsync(byte[] vcf)
    {
        var findings = new List<VcfFinding>();
        try
        {
            await VcfValidator.ValidateAsync(new MemoryStream(vcf), strict: true, findings.Add, TestContext.Current.CancellationToken);
        }
        catch (VcfException fault)
        {
            findings.Add(new VcfFinding(fault.Line ?? 0, fault.Field ?? "", fault.Message, true));
        }

        return findings;
    }

    private sealed class ListLog : IProgress<string>
    {
        public List<string> Lines { get; } = [];

        public void Report(string value) => Lines.Add(value);
    }
}
