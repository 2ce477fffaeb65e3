using Gas.Pipeline.Jobs;
using Gas.Pipeline.Workers.Relay;
using Microsoft.Extensions.Time.Testing;

namespace Gas.Tests.Pipeline.Relay;

public sealed class NewsPeersTests
{
    private readonly FakeTimeProvider _time = new(SampleJobs.Start);
    private readonly NewsPeers _peers;

    public NewsPeersTests() => _peers = new NewsPeers(_time);

    [Fact]
    public void In_the_beginning_there_may_be_somebody_and_then_only_who_was_heard()
    {
        Assert.True(_peers.Any);
        _time.Advance(NewsPeers.Silence);
        Assert.False(_peers.Any);
        Assert.Equal(NewsHeard.OfNewcomer, Hear(1, alive: true));
        Assert.True(_peers.Any);
        _time.Advance(NewsPeers.Silence);
        Assert.False(_peers.DropSilent());
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(_peers.DropSilent());
        Assert.False(_peers.Any);
    }

    [Fact]
    public void Whatever_the_order_nothing_is_missing_when_all_has_come()
    {
        Hear(5);
        foreach (var (number, alive) in new[] { (8, true), (6, false), (7, false), (6, false), (9, false), (10, true), (12, true) })
        {
            Assert.Equal(NewsHeard.InOrder, Hear(number, alive));
        }
    }

    [Fact]
    public void A_loss_is_noticed_at_the_second_sign_of_life_after_it_and_once()
    {
        Hear(1, alive: true);
        Assert.Equal(NewsHeard.InOrder, Hear(3));
        Assert.Equal(NewsHeard.InOrder, Hear(4, alive: true));
        Assert.Equal(NewsHeard.AfterLoss, Hear(5, alive: true));
        Assert.Equal(NewsHeard.InOrder, Hear(6, alive: true));
        Assert.Equal(NewsHeard.InOrder, Hear(7, alive: true));
    }

    [Fact]
    public void Who_says_that_it_leaves_is_no_loss()
    {
        Hear(1, alive: true);
        Assert.Equal(NewsHeard.InOrder, Hear(3, leaving: true));
        _time.Advance(NewsPeers.Silence);
        Assert.False(_peers.Any);
        Assert.Equal(NewsHeard.InOrder, Hear(2));
        _time.Advance(NewsPeers.Silence * 2);
        Assert.False(_peers.DropSilent());
    }

    private NewsHeard Hear(long number, bool alive = false, bool leaving = false) => _peers.Hear(new News { From = "b", Number = number, Alive = alive, Leaving = leaving });
}
