using Amazon.SQS.Model;
using Gas.Pipeline.Aws;
using Gas.Tests.Embedded;

namespace Gas.Tests.Aws;

public sealed class SqsBatcherTests
{
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);

    private readonly TestClock _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failure_is_told_to_the_one_whose_entry_it_was()
    {
        var sizes = new List<int>();
        var batcher = new SqsBatcher<string>(
            entries =>
            {
                lock (sizes)
                {
                    sizes.Add(entries.Count);
                }

                return Task.FromResult<List<BatchResultErrorEntry>?>([.. entries.Select((entry, i) => (entry, i)).Where(one => one.entry == "bad").Select(one => new BatchResultErrorEntry { Id = $"{one.i}", Code = "No" })]);
            },
            Linger,
            _clock);
        var calls = Enumerable.Range(0, 25).Select(i => batcher.AddAsync(i == 13 ? "bad" : "good", Cancellation)).ToArray();
        _clock.Advance(TimeSpan.FromSeconds(1));
        var answers = await Task.WhenAll(calls);
        Assert.Equal("No", answers[13]?.Code);
        Assert.Equal(24, answers.Count(answer => answer is null));
        Assert.Equal([10, 10, 5], sizes.OrderDescending());
    }

    [Fact]
    public async Task When_the_service_cannot_be_reached_every_caller_learns_it_and_the_next_batch_is_another_try()
    {
        var calls = 0;
        var batcher = new SqsBatcher<int>(_ => ++calls == 1 ? throw new IOException("away") : Task.FromResult<List<BatchResultErrorEntry>?>(null), Linger, _clock);
        var first = Enumerable.Range(0, 3).Select(i => batcher.AddAsync(i, Cancellation)).ToArray();
        _clock.Advance(TimeSpan.FromSeconds(1));
        foreach (var call in first)
        {
            await Assert.ThrowsAsync<IOException>(() => call);
        }

        var next = batcher.AddAsync(4, Cancellation);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await next);
    }

    [Fact]
    public async Task Who_stops_waiting_does_not_stop_the_others()
    {
        var gate = new TaskCompletionSource();
        var batcher = new SqsBatcher<int>(
            async _ =>
            {
                await gate.Task;
                return null;
            },
            Linger,
            TimeProvider.System);
        using var leaving = new CancellationTokenSource();
        var (leaves, stays) = (batcher.AddAsync(1, leaving.Token), batcher.AddAsync(2, Cancellation));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        gate.SetResult();
        Assert.Null(await stays);
    }
}
