using Gas.Pipeline.Variants.Exports;

namespace Gas.Tests.Variants;

/// <summary>What a spreadsheet would take for a formula, and what must stay as it is.</summary>
public sealed class SpreadsheetCellTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+cmd|'/c calc'!A0", "'+cmd|'/c calc'!A0")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("\t=1+1", "' =1+1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("\"=HYPERLINK(\"\"http://evil.example\"\")\"", "'\"=HYPERLINK(\"\"http://evil.example\"\")\"")]
    [InlineData("\"swallows the next", "'\"swallows the next")]
    [InlineData("two\r\nlines", "two lines")]
    [InlineData("-5", "-5")]
    [InlineData("-1.5e-3", "-1.5e-3")]
    [InlineData("+", "+")]
    [InlineData("-", "-")]
    [InlineData("x;=1+1", "x;=1+1")]
    [InlineData("rs123", "rs123")]
    [InlineData("", "")]
    public void Nothing_becomes_a_formula(string text, string cell) => Assert.Equal(cell, SpreadsheetCell.Of(text));

    [Fact]
    public void The_cells_of_a_line_are_looked_at_each() => Assert.Equal("chr1\t'=A1\t-3", SpreadsheetCell.OfLine("chr1\t=A1\t-3"));
}
