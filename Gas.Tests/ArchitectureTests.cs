using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Gas.Pipeline.Jobs;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Gas.Tests;

/// <summary>Holds the rooms of the house apart.</summary>
public sealed class ArchitectureTests
{
    private const string Pipeline = @"^Gas\.Pipeline";
    private const string Providers = @"^Gas\.Pipeline\.(Embedded|Aws)";

    private static readonly Architecture House = new ArchLoader().LoadAssemblies(typeof(Job).Assembly, typeof(Gas.Blazor.Account.JobAccess).Assembly).Build();

    [Fact]
    public void The_pipeline_knows_no_screen() => Holds(
        Types().That().ResideInNamespaceMatching(Pipeline).Should()
            .NotDependOnAnyTypesThat().ResideInNamespaceMatching(@"^(Gas\.Blazor|Microsoft\.AspNetCore|MudBlazor)"));

    // To take over an original service, which is on AWS whatever the provider here is, a command composes for itself. A backup is of the embedded provider's folder.
    [Fact]
    public void Only_the_composition_root_names_a_provider() => Holds(
        Types().That().ResideInNamespaceMatching(@"^Gas\.").And().DoNotResideInNamespaceMatching(Providers)
            .And().DoNotHaveNameMatching("^(GasPipelineExtensions|JobsCommand|BackupCommand|<)").Should()
            .NotDependOnAnyTypesThat().ResideInNamespaceMatching(Providers));

    [Fact]
    public void Providers_know_nothing_of_each_other() => Holds(
        Types().That().ResideInNamespaceMatching(@"^Gas\.Pipeline\.Embedded").Should()
            .NotDependOnAnyTypesThat().ResideInNamespaceMatching(@"^(Gas\.Pipeline\.Aws|Amazon)"));

    [Fact]
    public void Ports_know_jobs_only() => Holds(
        Types().That().ResideInNamespaceMatching(@"^Gas\.Pipeline\.Ports").Should()
            .NotDependOnAnyTypesThat().ResideInNamespaceMatching(@"^Gas\.Pipeline\.(Workers|Annotation|Embedded|Aws)"));

    [Fact]
    public void Annotation_knows_nothing_of_stores_and_workers() => Holds(
        Types().That().ResideInNamespaceMatching(@"^Gas\.Pipeline\.Annotation").Should()
            .NotDependOnAnyTypesThat().ResideInNamespaceMatching(@"^Gas\.Pipeline\.(Workers|Ports|Embedded|Aws)"));

    [Fact]
    public void Providers_know_no_workers() => Holds(
        Types().That().ResideInNamespaceMatching(Providers).Should()
            .NotDependOnAnyTypesThat().ResideInNamespaceMatching(@"^Gas\.Pipeline\.(Workers|Annotation\.)"));

    private static void Holds<TRule>(TRule rule)
        where TRule : IArchRule
    {
        var broken = rule.Evaluate(House).Where(result => !result.Passed).Select(result => result.Description);
        Assert.Empty(broken);
    }
}
