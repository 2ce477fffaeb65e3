using Bunit;
using Gas.Blazor.Components.Jobs;
using Gas.Blazor.Components.Storage;
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

    [Theory]
    [InlineData(JobState.Completed, "Hot")]
    [InlineData(JobState.Archiving, "Archiving")]
    [InlineData(JobState.Archived, "Archived")]
    [InlineData(JobState.Thawing, "Thawing")]
    [InlineData(JobState.Restoring, "Restoring")]
    public void Where_a_result_lies_stands_beside_how_its_run_ended(JobState state, string word)
    {
        Assert.Equal("Completed", Render<JobStateChip>(parameters => parameters.Add(chip => chip.State, state)).Find(".chip").TextContent);
        Assert.Equal($"Result: {word}", Render<StorageChip>(parameters => parameters.Add(chip => chip.State, state)).Find(".chip").TextContent);
    }

    [Theory]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Annotating)]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Cancelled)]
    [InlineData(JobState.Deleting)]
    public void Without_a_result_there_is_no_place_to_tell(JobState state) =>
        Assert.Empty(Render<StorageChip>(parameters => parameters.Add(chip => chip.State, state)).FindAll(".chip"));

    [Fact]
    public void No_two_states_have_the_same_word() =>
        Assert.Distinct(Enum.GetValues<JobState>().Select(state => JobStateLook.Of(state).Word));
}
