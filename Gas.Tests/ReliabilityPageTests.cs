using System.Reflection;
using System.Text.RegularExpressions;

namespace Gas.Tests;

/// <summary>Holds <c>docs/reliability.md</c> to what there is: a test that is renamed or removed is missed here.</summary>
public sealed partial class ReliabilityPageTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "docs", "reliability.md"));

    private static readonly ILookup<string, Type> Classes = typeof(ReliabilityPageTests).Assembly.GetTypes().ToLookup(type => type.Name);

    [Fact]
    public void Every_test_that_it_names_exists()
    {
        var named = Lines.SelectMany(line => TestName().Matches(line)).ToArray();
        Assert.True(named.Length > 80, $"Only {named.Length} tests are named.");
        Assert.Empty(named.Where(name => !Exists(name.Groups["class"].Value, name.Groups["method"].Value)).Select(name => name.Value).Distinct());
    }

    [Fact]
    public void Every_row_names_a_test()
    {
        var rows = Lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal) && !line.EndsWith("| proof |", StringComparison.Ordinal)).ToArray();
        Assert.True(rows.Length > 50, $"Only {rows.Length} rows were found.");
        Assert.All(rows, row => Assert.Matches(TestName(), row.TrimEnd('|', ' ').Split(" | ")[^1]));
    }

    private static bool Exists(string name, string method) => Classes[name].Any(type => method.Length == 0
        || type.GetMethods(BindingFlags.Instance | BindingFlags.Public).Any(found => found.Name == method && found.GetCustomAttributes<FactAttribute>().Any()));

    [GeneratedRegex(@"`(?<class>[A-Z]\w*(Tests|Contract))(\.(?<method>\w+))?`", RegexOptions.ExplicitCapture)]
    private static partial Regex TestName();
}
