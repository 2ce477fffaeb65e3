using System.Text;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Tests.Annotation.Genome;

public sealed class ShippedReferenceTests
{
    [Fact]
    public void Every_coding_sequence_of_SARS_CoV_2_runs_from_methionine_to_a_stop()
    {
        var bundle = SharedData.SarsCoV2;
        Assert.Equal(12, bundle.Transcripts.Count);
        foreach (var transcript in bundle.Transcripts)
        {
            var protein = Translation.Of(bundle, transcript);
            Assert.StartsWith("M", protein);
            Assert.Equal(protein.Length - 1, protein.IndexOf('*'));
        }
    }

    [Theory]
    [InlineData("GU280_gp01-pp1ab", 7096)]
    [InlineData("GU280_gp01-pp1a", 4405)]
    [InlineData("GU280_gp02", 1273)]
    [InlineData("GU280_gp10", 419)]
    public void Products_have_their_published_length(string transcript, int residues) =>
        Assert.Equal(residues + 1, Translation.Of(SharedData.SarsCoV2, SharedData.SarsCoV2.Transcripts.Single(candidate => candidate.Id == transcript)).Length);

    [Theory]
    [InlineData("NC_045512.2", 0)]
    [InlineData("MN908947.3", 0)]
    [InlineData("SARS-CoV-2", 0)]
    [InlineData("Wuhan-Hu-1", 0)]
    [InlineData("NC_045512", 0)]
    [InlineData("chr1", -1)]
    [InlineData("", -1)]
    public void Contigs_are_found_under_their_other_names(string name, int contig) => Assert.Equal(contig, SharedData.SarsCoV2.FindContig(Encoding.ASCII.GetBytes(name)));

    [Fact]
    public void Sequence_is_upper_case_and_empty_beyond_the_contig()
    {
        var bundle = SharedData.SarsCoV2;
        Assert.True(bundle.HasSequence);
        Assert.Equal("ATTAAAGG"u8, bundle.Sequence(0, 1, 8));
        Assert.True(bundle.Sequence(0, 29903, 2).IsEmpty);
        Assert.True(bundle.Sequence(0, 0, 1).IsEmpty);
        Assert.Equal(1, bundle.Sequence(0, 29903, 1).Length);
    }

    [Fact]
    public void The_catalogue_lists_what_is_installed_and_names_it_when_asked_for_something_else()
    {
        var catalog = new ReferenceCatalog(ReferenceCatalog.DefaultFolder);
        var description = catalog.Describe().Single(reference => reference.Name == "NC_045512.2");
        Assert.Equal(("NC_045512.2", 29903L, 12), (description.Name, description.Length, description.Transcripts));
        Assert.Same(catalog.Get("NC_045512.2"), catalog.OpenNameOrPath("nc_045512.2"));
        Assert.Equal("NC_045512.2", catalog.OpenNameOrPath(Path.Combine(ReferenceCatalog.DefaultFolder, "NC_045512.2")).Name);
        Assert.Contains("installed: GRCh38-genes, NC_045512.2", Assert.Throws<ReferenceException>(() => catalog.Get("GRCh38")).Message);
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("gas-reference-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(ReferenceCatalog.DefaultFolder, "NC_045512.2")))
            {
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            }

            File.AppendAllText(Path.Combine(folder.FullName, "genes.gff3"), "#\n");
            Assert.Contains("genes.gff3", Assert.Throws<ReferenceException>(() => ReferenceBundle.Open(folder.FullName)).Message);
            File.Delete(Path.Combine(folder.FullName, "sequence.fa"));
            Assert.Contains("sequence.fa", Assert.Throws<ReferenceException>(() => ReferenceBundle.Open(folder.FullName)).Message);
            File.Delete(Path.Combine(folder.FullName, "manifest.json"));
            Assert.Contains("manifest.json", Assert.Throws<ReferenceException>(() => ReferenceBundle.Open(folder.FullName)).Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
