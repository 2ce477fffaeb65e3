using System.CommandLine;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Known;

namespace Gas.Blazor.Commands;

/// <summary><c>reference build</c> and <c>reference add-known</c>: compiles files into a bundle.</summary>
internal static class ReferenceBuildCommand
{
    public static Command Build()
    {
        var fasta = new Option<FileInfo?>("--fasta") { Description = "The sequence. Like all inputs plain, gzip or bgzip." };
        var contigs = new Option<FileInfo?>("--contigs") { Description = "In place of --fasta, for genes without a sequence: a table of name, length and other names, separated by tabs." };
        var gff3 = new Option<FileInfo>("--gff3") { Description = "The genes, as Ensembl, GENCODE, RefSeq, SGD or GenBank write them.", Required = true };
        var name = new Option<string>("--name") { Description = "What the reference is called.", Required = true };
        var title = new Option<string?>("--title") { Description = "The organism or assembly in words." };
        var notice = new Option<FileInfo?>("--notice") { Description = "A text file with credits and licences, to go into the bundle." };
        var limits = new Option<string?>("--limits") { Description = "What readers of results must know, in plain sentences." };
        var output = new Option<DirectoryInfo?>("--output", "-o") { Description = "The folder to write; without it the reference is installed." };
        var (known, regions) = (Known(), Regions());
        var command = new Command("build", "Build a reference from a FASTA and a GFF3 file.") { fasta, contigs, gff3, known, regions, name, title, notice, limits, output };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(fasta) is null == parsed.GetValue(contigs) is null)
            {
                parsed.AddError("Give either --fasta or --contigs.");
            }
        });
        command.SetAction((parsed, cancellation) => ReferenceCommand.RunAsync(async installed =>
        {
            var recipe = new ReferenceRecipe
            {
                Name = parsed.GetRequiredValue(name),
                Title = parsed.GetValue(title),
                Fasta = parsed.GetValue(fasta)?.FullName,
                ContigTable = parsed.GetValue(contigs)?.FullName,
                Gff3 = parsed.GetRequiredValue(gff3).FullName,
                Known = Sources(parsed, known),
                Regions = Sources(parsed, regions),
                Notice = parsed.GetValue(notice)?.FullName,
                Limits = parsed.GetValue(limits),
            };
            var folder = parsed.GetValue(output)?.FullName ?? installed.PlaceOf(recipe.Name);
            await new ReferenceBuilder(new ConsoleLines()).BuildAsync(recipe, folder, cancellation);
            await Console.Out.WriteLineAsync(ReferenceCommand.Sentence(ReferenceDescription.Of(ReferenceBundle.Open(folder))));
        }));
        return command;
    }

    public static Command BuildAddKnown()
    {
        var reference = new Argument<string>("REFERENCE") { Description = "Name of an installed reference, or the path of a bundle." };
        var (known, regions) = (Known(), Regions());
        var command = new Command("add-known", "Compile known variants or regions into a reference that is there already.") { reference, known, regions };
        command.SetAction((parsed, cancellation) => ReferenceCommand.RunAsync(async installed =>
        {
            var folder = installed.Catalog.FindFolder(parsed.GetRequiredValue(reference));
            await new ReferenceBuilder(new ConsoleLines()).AddKnownAsync(folder, Sources(parsed, known), Sources(parsed, regions), cancellation);
            await Console.Out.WriteLineAsync(ReferenceCommand.Sentence(ReferenceDescription.Of(ReferenceBundle.Open(folder))));
        }));
        return command;
    }

    private static Option<string[]> Known() => Checked(new("--known") { Description = "Known variants: NAME=FILE.vcf.gz, or NAME=FILE.vcf.gz:FIELD,FIELD to choose what to copy. May be repeated." });

    private static Option<string[]> Regions() => Checked(new("--regions") { Description = "Regions: NAME=FILE.bed.gz. May be repeated." });

    private static Option<string[]> Checked(Option<string[]> option)
    {
        option.DefaultValueFactory = _ => [];
        option.Validators.Add(parsed =>
        {
            foreach (var wrong in parsed.GetValueOrDefault<string[]>()!.Where(text => KnownSource.Parse(text) is null))
            {
                parsed.AddError($"{option.Name} must be NAME=FILE, with a name of letters, digits, '.', '-' and '_'; '{wrong}' is not.");
            }
        });
        return option;
    }

    private static List<KnownSource> Sources(ParseResult parsed, Option<string[]> option) => [.. parsed.GetValue(option)!.Select(text => KnownSource.Parse(text)!)];
}
