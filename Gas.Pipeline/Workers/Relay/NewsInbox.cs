using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Workers.Relay;

/// <summary>
/// What other instances tell becomes news of this one's feed. The row is read, once a burst and only for jobs that somebody here watches: what was said only
/// names it, so that neither a late nor a forged message can show what is not so.
/// </summary>
internal sealed class NewsInbox(JobFeed feed, PlanFeed plans, IJobStore store, NewsPeers peers, NewsInterest interest, NewsOutbox outbox, TimeProvider time)
{
    private const int ReadsAtOnce = 8;
    private const int Remembered = 2000;

    /// <summary>How often an interest in a job is shown again while its progress comes in.</summary>
    private static readonly TimeSpan Again = NewsInterest.Lasts / 3;

    /// <summary>The latest row of each job that was shown here on the word of another instance.</summary>
    private readonly RecentMemory<JobId, Job> _shown = new(Remembered);

    private readonly RecentMemory<JobId, DateTimeOffset> _asked = new(Remembered);

    public async Task HearAsync(IReadOnlyList<News> heard, string instance, CancellationToken cancellation)
    {
        var others = heard.Where(news => news.From != instance).ToArray();
        var missed = false;
        foreach (var news in others)
        {
            missed |= Note(news);
        }

        var changed = others.SelectMany(news => news.Jobs).GroupBy(job => job.Job).Select(same => same.MaxBy(job => (job.Removed, job.Version))!).Where(IsNew).ToArray();
        var rows = await ReadAsync(changed.Select(job => job.Job), cancellation);
        foreach (var job in changed)
        {
            Show(job, rows.GetValueOrDefault(job.Job));
        }

        await ShowProgressAsync(others.SelectMany(news => news.Progress), cancellation);
        if (missed)
        {
            feed.Miss();
        }
    }

    /// <summary>Shows an interest in a job's progress, unless that was done a moment ago.</summary>
    private void Ask(JobId job)
    {
        var now = time.GetUtcNow();
        if (!_asked.TryGet(job, out var asked) || asked + Again <= now)
        {
            _asked.Note(job, now);
            outbox.Watch(job);
        }
    }

    private bool Note(News news)
    {
        var how = peers.Hear(news);
        if (how == NewsHeard.OfNewcomer)
        {
            // It has to learn of this instance.
            outbox.ShowAlive();
        }

        interest.Hear(news);
        foreach (var owner in news.Plans)
        {
            plans.Publish(new PlanNews(owner, PlanNewsSource.Instance));
        }

        return how != NewsHeard.InOrder;
    }

    private bool IsNew(JobNews job) => feed.IsWatched(job.Owner, job.Job) && (job.Removed || !_shown.TryGet(job.Job, out var shown) || shown.Version < job.Version);

    private void Show(JobNews news, Job? row)
    {
        if (row is null)
        {
            // Gone, or not to be seen any more: either way nothing is left to show of it.
            feed.Relay(new JobChange(Gone(news)) { Removed = true });
            return;
        }

        _shown.Note(row.Id, row);
        feed.Relay(new JobChange(row));
        if (row.State == JobState.Annotating)
        {
            Ask(row.Id);
        }
    }

    private async Task ShowProgressAsync(IEnumerable<ProgressNews> ticks, CancellationToken cancellation)
    {
        var latest = ticks.Where(tick => feed.IsWatched(tick.Owner, tick.Job)).GroupBy(tick => tick.Job).Select(same => same.MaxBy(tick => (tick.Version, tick.Progress.Records))!).ToArray();
        var unknown = latest.Where(tick => !_shown.TryGet(tick.Job, out var shown) || shown.Version < tick.Version).Select(tick => tick.Job);
        foreach (var row in (await ReadAsync(unknown, cancellation)).Values)
        {
            _shown.Note(row.Id, row);
        }

        foreach (var tick in latest)
        {
            if (_shown.TryGet(tick.Job, out var row) && row.State == JobState.Annotating)
            {
                feed.Relay(new JobChange(row) { Progress = tick.Progress, LogTail = tick.LogTail });
                Ask(row.Id);
            }
        }
    }

    private async Task<Dictionary<JobId, Job>> ReadAsync(IEnumerable<JobId> jobs, CancellationToken cancellation)
    {
        var rows = new Dictionary<JobId, Job>();
        foreach (var some in jobs.Chunk(ReadsAtOnce))
        {
            foreach (var row in (await Task.WhenAll(some.Select(job => store.FindAsync(job, cancellation)))).OfType<Job>())
            {
                rows[row.Id] = row;
            }
        }

        return rows;
    }

    /// <summary>What a change needs of a row that is no more: whose it was, and that nothing is newer.</summary>
    private static Job Gone(JobNews news) => new()
    {
        Id = news.Job,
        Owner = news.Owner,
        Version = news.Version,
        State = JobState.Deleting,
        FileName = "",
        Input = new StoredFile("", 0, ""),
        Reference = "",
        SubmittedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
