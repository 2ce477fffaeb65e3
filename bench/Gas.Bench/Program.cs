using System.Globalization;
using Gas.Bench;

return args switch
{
    ["queue", ..] => await QueueBench.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 30_000),
    ["annotate", var vcf, var fasta, var gff3] => await AnnotateBench.RunAsync(vcf, fasta, gff3),
    ["annotate", ..] => await AnnotateBench.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 300_000),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Gas.Bench queue [JOBS]        durable no-op jobs per second and enqueue-to-start latency, beside one commit a step");
    Console.Error.WriteLine("Gas.Bench annotate [RECORDS]     records per second, beside bcftools csq and bgzip on the same file");
    Console.Error.WriteLine("Gas.Bench annotate VCF FASTA GFF3   the same over files of your own (bgzip, plain, plain or gzip)");
    return 2;
}
