using Bunit;
using Gas.Blazor.Components;
using Gas.Pipeline.Jobs;

namespace Gas.Tests.Blazor;

public sealed class JobStateChipTests : ComponentContext
{
    public static TheoryData<JobState> States => [.. Enum.GetValues<JobState>()];

    [Theory]
    [MemberData(nameof(States))]
    public void Every_state_has_a_word_an_icon_and_a_colour(JobState state)
    {
        var chip = Render<JobStateChip>(parameters => parameters.Add(chip => chip.State, state)).Find(".chip");

        Assert.False(string.IsNullOrWhiteSpace(chip.TextContent));
        Assert.NotNull(chip.QuerySelector("svg"));
        Assert.Contains(chip.ClassList, name => name.StartsWith("state-", StringComparison.Ordinal));
    }

    [Fact]
    public void No_two_states_have_the_same_word() =>
        Assert.Distinct(Enum.GetValues<JobState>().Select(state => JobStateLook.Of(state).Word));
}
