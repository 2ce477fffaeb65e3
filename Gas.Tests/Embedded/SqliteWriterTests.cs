using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Embedded;

/// <summary>The group commit: what waits together is committed together, and what fails, fails alone.</summary>
public sealed class SqliteWriterTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_while_the_writer_is_busy_goes_into_one_commit()
    {
        var before = _folder.Database.Commits;
        await WhileBusyAsync(() => Enumerable.Range(0, 100).Select(_ => _folder.Jobs.AddAsync(Queued(), Cancellation)));
        Assert.Equal(before + 2, _folder.Database.Commits);
        Assert.Equal(100, (await _folder.Jobs.CountAsync(Ann, Cancellation))[JobState.Queued].Jobs);
    }

    [Fact]
    public async Task A_change_that_fails_fails_alone_and_leaves_nothing()
    {
        Task<bool>? bad = null;
        await WhileBusyAsync(() =>
        {
            var first = _folder.Jobs.AddAsync(Queued(), Cancellation);
            bad = FailAsync();
            return [first, _folder.Jobs.AddAsync(Queued(), Cancellation)];
        });
        Assert.Equal("no such thing", (await Assert.ThrowsAsync<InvalidOperationException>(() => bad!)).Message);
        Assert.Equal(2, (await _folder.Jobs.CountAsync(Ann, Cancellation))[JobState.Queued].Jobs);
        Assert.Equal(0, (await _folder.Queue.DepthAsync(Stage.Annotate, Cancellation)).Waiting);
        Assert.True(await _folder.Jobs.AddAsync(Queued(), Cancellation));
    }

    [Fact]
    public async Task A_full_disk_is_told_to_the_caller_and_the_writer_goes_on_when_there_is_room()
    {
        await SetAsync("PRAGMA max_page_count = 1");
        var job = Queued() with { FileName = new string('x', 100_000) };
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => _folder.Jobs.AddAsync(job, Cancellation));
        Assert.Contains("full", fault.Message, StringComparison.Ordinal);
        Assert.Null(await _folder.Jobs.FindAsync(job.Id, Cancellation));
        Assert.Empty(await _folder.Jobs.CountAsync(Ann, Cancellation));

        await SetAsync("PRAGMA max_page_count = 1000000");
        Assert.True(await _folder.Jobs.AddAsync(job, Cancellation));
        Assert.Equal(1, (await _folder.Jobs.CountAsync(Ann, Cancellation))[JobState.Queued].Jobs);
    }

    [Fact]
    public async Task Readers_do_not_wait_for_the_writer()
    {
        var job = Queued();
        await _folder.Jobs.AddAsync(job, Cancellation);
        await WhileBusyAsync(() => [ReadAsync()], untilDone: true);

        async Task<bool> ReadAsync() =>
            await _folder.Jobs.FindAsync(job.Id, Cancellation) is not null && (await _folder.Jobs.PageAsync(new JobQuery(), Cancellation)).Jobs.Count == 1;
    }

    [Fact]
    public async Task A_change_that_was_cancelled_before_it_was_queued_is_not_made()
    {
        var job = Queued();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _folder.Jobs.AddAsync(job, new CancellationToken(canceled: true)));
        Assert.Null(await _folder.Jobs.FindAsync(job.Id, Cancellation));
    }

    [Fact]
    public async Task Changes_that_were_queued_are_made_before_the_database_closes_and_later_ones_are_refused()
    {
        var jobs = _folder.Jobs;
        var queued = Enumerable.Range(0, 50).Select(_ => jobs.AddAsync(Queued(), Cancellation)).ToArray();
        _folder.Close();
        Assert.All(await Task.WhenAll(queued), Assert.True);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => jobs.AddAsync(Queued(), Cancellation));
        Assert.Equal(50, (await _folder.Jobs.CountAsync(Ann, Cancellation))[JobState.Queued].Jobs);
    }

    public void Dispose() => _folder.Dispose();

    private Task<bool> FailAsync() => _folder.Database.WriteAsync<int, bool>(
        0,
        (batch, _) =>
        {
            batch.Counts.Add(Ann, (long)JobState.Queued, 7);
            batch.Prepare("INSERT INTO messages (stage, job_id, visible_at, attempts, leased) VALUES (0, x'00', 0, 0, 0)").Run();
            throw new InvalidOperationException("no such thing");
        },
        Cancellation);

    private Task<int> SetAsync(string pragma) => _folder.Database.WriteAsync(pragma, (batch, text) => batch.Prepare(text).First(_ => 0, 0), Cancellation);

    /// <summary>Does this while the writer is held in a change of its own, then (at the latest when it is done) lets the writer go and waits for all.</summary>
    private async Task WhileBusyAsync(Func<IEnumerable<Task<bool>>> act, bool untilDone = false)
    {
        using var go = new ManualResetEventSlim();
        var busy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = _folder.Database.WriteAsync(
            0,
            (_, _) =>
            {
                busy.TrySetResult();
                go.Wait(Cancellation);
                return true;
            },
            Cancellation);
        await busy.Task;
        var acts = act().ToArray();
        if (untilDone)
        {
            await Task.WhenAll(acts).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation);
        }

        go.Set();
        Assert.All(await Task.WhenAll([held, .. acts]), Assert.True);
    }
}
