using System.Text;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Tests.Annotation.Genome;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>The VCFs that ship as samples.</summary>
public sealed class SampleFilesTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(SharedData.Root, "samples"), "*.vcf").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_record_has_the_base_of_the_reference_and_comes_in_order(string file)
    {
        var previous = 0;
        foreach (var columns in Records(file))
        {
            var position = int.Parse(columns[1], null);
            Assert.True(position > previous, $"{file}: {position} comes after {previous}.");
            Assert.Equal(columns[3], Encoding.ASCII.GetString(SharedData.SarsCoV2.Sequence(0, position, columns[3].Length)));
            previous = position;
        }

        Assert.True(previous > 0);
    }

    [Theory]
    [InlineData("alpha-b.1.1.7.vcf", "p.Asn501Tyr p.Ala570Asp p.Asp614Gly p.Pro681His p.Thr716Ile p.Ser982Ala p.Asp1118His p.His69_Val70del p.Tyr145del p.Gln27Ter p.Asp3Leu p.Arg203_Gly204delinsLysArg p.Ser235Phe")]
    [InlineData("delta-b.1.617.2.vcf", "p.Thr19Arg p.Gly142Asp p.Glu156_Arg158delinsGly p.Leu452Arg p.Thr478Lys p.Asp614Gly p.Pro681Arg p.Asp950Asn p.Ser26Leu p.Ile82Thr p.Asp119_Phe120del p.Asp63Gly p.Arg203Met p.Asp377Tyr")]
    [InlineData("omicron-ba.1.vcf", "p.Ala67Val p.Thr95Ile p.Gly142_Tyr145delinsAsp p.Gly339Asp p.Ser373Pro p.Ser375Phe p.Lys417Asn p.Asn440Lys p.Gly446Ser p.Ser477Asn p.Glu484Ala p.Gln493Arg p.Gln498Arg p.Asn501Tyr p.Tyr505His p.Thr547Lys p.His655Tyr p.Asn679Lys p.Asn764Lys p.Asp796Tyr p.Gln954His p.Asn969Lys p.Thr9Ile p.Asp3Gly p.Gln19Glu p.Ala63Thr p.Pro13Leu p.Glu31_Ser33del")]
    public void A_lineage_has_the_changes_it_is_known_for(string file, string proteins)
    {
        var caller = new ConsequenceCaller(SharedData.SarsCoV2);
        var called = Records(file).SelectMany(columns => CalledConsequence.Of(caller, columns[0], int.Parse(columns[1], null), columns[3], columns[4])).Select(entry => entry.Protein).ToHashSet();
        Assert.ProperSuperset(proteins.Split(' ').ToHashSet(), called);
    }

    private static IEnumerable<string[]> Records(string file) =>
        File.ReadLines(Path.Combine(SharedData.Root, "samples", file)).Where(line => line[0] != '#').Select(line => line.Split('\t'));
}
