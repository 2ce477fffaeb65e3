using System.Text;
using Gas.Blazor.Endpoints;

namespace Gas.Tests.Blazor.Endpoints;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("sample.vcf", "sample.vcf")]
    [InlineData("Probe 7 (Zürich).vcf.gz", "Probe 7 (Zürich).vcf.gz")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\ann\sample.vcf", "sample.vcf")]
    [InlineData(@"..\..\x/y\sample.vcf", "sample.vcf")]
    [InlineData("/", "input.vcf")]
    [InlineData("..", "input.vcf")]
    [InlineData(".", "input.vcf")]
    [InlineData("", "input.vcf")]
    [InlineData("   ", "input.vcf")]
    [InlineData(null, "input.vcf")]
    [InlineData("a\0b\r\nc\t.vcf", "abc.vcf")]
    [InlineData("x\u001b[31m.vcf", "x[31m.vcf")]
    [InlineData("gepj.\u202Efcv.exe", "gepj.fcv.exe")]
    [InlineData("\u2066a\u2069\u200E\u200F\u202A\u202D.vcf", "a.vcf")]
    [InlineData("a\u2028b\u2029.vcf", "ab.vcf")]
    [InlineData("\uD800.vcf", ".vcf")]
    [InlineData("x;touch PWNED;.vcf", "x;touch PWNED;.vcf")]
    [InlineData("<script>alert(1)<script>.vcf", "<script>alert(1)<script>.vcf")]
    public void Hostile_names_become_names(string? given, string name) => Assert.Equal(name, FileName.Clean(given).Value);

    [Theory]
    [InlineData('a')]
    [InlineData('ü')]
    [InlineData('猫')]
    public void Endless_names_are_cut_between_letters_before_their_ending(char letter)
    {
        var name = FileName.Clean(new string(letter, 1000) + ".vcf.gz").Value;
        Assert.InRange(Encoding.UTF8.GetByteCount(name), FileName.LongestBytes - 2, FileName.LongestBytes);
        Assert.EndsWith($"{letter}.vcf.gz", name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sample.vcf", "sample")]
    [InlineData("sample.vcf.gz", "sample")]
    [InlineData("sample.VCF.BGZ", "sample")]
    [InlineData("sample.txt", "sample.txt")]
    [InlineData(".vcf", ".vcf")]
    public void The_stem_names_what_comes_from_the_file(string given, string stem) => Assert.Equal(stem, FileName.Clean(given).Stem);
}
