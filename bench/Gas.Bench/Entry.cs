using System.Globalization;
using Gas.Bench.Circuits;

namespace Gas.Bench;

/// <summary>Named so, for <c>Program</c> is the server.</summary>
internal static class Entry
{
    public static async Task<int> Main(string[] args) => args switch
    {
        ["queue", ..] => await QueueBench.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 30_000),
        ["annotate", var vcf, var fasta, var gff3] => await AnnotateBench.RunAsync(vcf, fasta, gff3),
        ["annotate", ..] => await AnnotateBench.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 300_000),
        ["parity"] => await ParityBench.RunAsync(),
        ["parity", var vcf, var fasta, var gff3] => await ParityBench.RunAsync(vcf, fasta, gff3),
        ["variants", var vcf, var fasta, var gff3] => await VariantsBench.RunAsync(vcf, fasta, gff3),
        ["variants", ..] => await VariantsBench.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000),
        ["storage"] => await StorageBench.RunAsync(),
        ["circuits", var pages, var kind] => await CircuitsBench.HoldAsync(int.Parse(pages, CultureInfo.InvariantCulture), kind),
        ["circuits", ..] => await CircuitsBench.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000),
        [LoadHost.Verb, var kind] => await LoadHost.RunAsync(kind),
        ["latency"] => await LatencyBench.RunAsync(),
        ["list", ..] => await ListBench.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000),
        ["pictures", var folder, "all"] => await Pictures.RunAsync(folder, all: true),
        ["pictures", ..] => await Pictures.RunAsync(args.Length > 1 ? args[1] : Path.Combine("docs", "images"), all: false),
        _ => Usage(),
    };

    private static int Usage()
    {
        Console.Error.WriteLine("Gas.Bench queue [JOBS]        durable no-op jobs per second and enqueue-to-start latency, beside one commit a step");
        Console.Error.WriteLine("Gas.Bench annotate [RECORDS]     records per second, beside bcftools csq and bgzip on the same file");
        Console.Error.WriteLine("Gas.Bench annotate VCF FASTA GFF3   the same over files of your own (bgzip, plain, plain or gzip)");
        Console.Error.WriteLine("Gas.Bench parity [VCF FASTA GFF3]   agreement of our terms with bcftools csq, by variant class; bench/parity.sh makes the inputs");
        Console.Error.WriteLine("Gas.Bench variants [RECORDS | VCF FASTA GFF3]   the index of a result: its cost while annotating, filters and pages, beside bcftools view over the same file");
        Console.Error.WriteLine("Gas.Bench storage             results to the vault and back, beside SHA-256 and a copy of the same bytes; memory at 64 MiB and 2 GiB");
        Console.Error.WriteLine("Gas.Bench list [JOBS]            the first and the last page of an owner with very many jobs, and the counts");
        Console.Error.WriteLine("Gas.Bench latency             from a commit to the drawn page, beside a page of bare Blazor; needs Chromium");
        Console.Error.WriteLine("Gas.Bench circuits [PAGES]      a change that so many open pages show, a few while the others rest, and three times as many, beside bare Blazor");
        Console.Error.WriteLine("Gas.Bench pictures [FOLDER]     takes the pictures of docs/pictures.md from the running product; needs Chromium");
        Console.Error.WriteLine("Gas.Bench pictures FOLDER all   every page from top to bottom, on a desk and a phone, light and dark, to be looked through");
        return 2;
    }
}
