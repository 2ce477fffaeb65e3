using Gas.Pipeline.Telemetry;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Telemetry;

public sealed class SlotRingTests
{
    private readonly SlotRing _ring = new(TimeSpan.FromMinutes(1), 3);

    [Fact]
    public void Counts_stand_in_their_slots_and_fall_out_when_they_are_old()
    {
        var now = SampleJobs.Start;
        _ring.Add(now);
        _ring.Add(now.AddSeconds(59));
        _ring.Add(now.AddMinutes(1));
        Assert.Equal([0, 2, 1], _ring.Read(now.AddMinutes(1)));
        Assert.Equal([1, 0, 0], _ring.Read(now.AddMinutes(3)));
        Assert.Equal([0, 0, 0], _ring.Read(now.AddMinutes(4)));
    }

    [Fact]
    public void After_a_long_silence_nothing_of_before_is_left()
    {
        _ring.Add(SampleJobs.Start);
        Assert.Equal([0, 0, 0], _ring.Read(SampleJobs.Start.AddYears(1)));
    }

    [Fact]
    public void Half_and_nineteen_of_twenty_are_what_the_words_say()
    {
        var times = new RecentTimes();
        Assert.Null(times.Read());
        foreach (var seconds in Enumerable.Range(1, 100).Reverse())
        {
            times.Add(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal(new Percentiles(100, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(95)), times.Read());
    }
}
