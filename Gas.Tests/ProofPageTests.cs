using System.Reflection;
using System.Text.RegularExpressions;

namespace Gas.Tests;

/// <summary>Holds a page of <c>docs</c> that names its proofs to what there is: a test that is renamed or removed is missed here.</summary>
public abstract partial class ProofPageTests(string page, int rows)
{
    private static readonly ILookup<string, Type> Classes = typeof(ProofPageTests).Assembly.GetTypes().ToLookup(type => type.Name);

    private readonly string[] _lines = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "docs", page));

    [Fact]
    public void Every_test_that_it_names_exists()
    {
        var named = _lines.SelectMany(line => TestName().Matches(line)).ToArray();
        Assert.True(named.Length > rows, $"Only {named.Length} tests are named.");
        Assert.Empty(named.Where(name => !Exists(name.Groups["class"].Value, name.Groups["method"].Value)).Select(name => name.Value).Distinct());
    }

    [Fact]
    public void Every_row_names_a_test()
    {
        var proven = Tables().Where(table => table[0].EndsWith("| proof |", StringComparison.Ordinal)).SelectMany(table => table.Skip(2)).ToArray();
        Assert.True(proven.Length >= rows, $"Only {proven.Length} rows were found.");
        Assert.All(proven, row => Assert.Matches(TestName(), row.TrimEnd('|', ' ').Split(" | ")[^1]));
    }

    private IEnumerable<string[]> Tables()
    {
        for (var start = 0; start < _lines.Length; start++)
        {
            var table = _lines.Skip(start).TakeWhile(line => line.StartsWith('|')).ToArray();
            if (table.Length > 0)
            {
                yield return table;
                start += table.Length;
            }
        }
    }

    private static bool Exists(string name, string method) => Classes[name].Any(type => method.Length == 0
        || type.GetMethods(BindingFlags.Instance | BindingFlags.Public).Any(found => found.Name == method && found.GetCustomAttributes<FactAttribute>().Any()));

    [GeneratedRegex(@"`(?<class>[A-Z]\w*(Tests|Contract))(\.(?<method>\w+))?`", RegexOptions.ExplicitCapture)]
    private static partial Regex TestName();
}

public sealed class ReliabilityPageTests() : ProofPageTests("reliability.md", 50);

public sealed class SecurityPageTests() : ProofPageTests("security.md", 15);
