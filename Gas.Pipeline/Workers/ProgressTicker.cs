using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Workers;

/// <summary>Passes an annotator's progress on to the feed, at most five times a second; ticks never reach the store.</summary>
internal sealed class ProgressTicker(JobInHand work, JobLog log, JobFeed feed, TimeProvider time) : IProgress<AnnotationProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private long _last;

    public void Report(AnnotationProgress value)
    {
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref _last);
        if ((last != 0 && time.GetElapsedTime(last, now) < Interval) || Interlocked.CompareExchange(ref _last, now, last) != last)
        {
            return;
        }

        feed.Publish(new JobChange(work.Job) { Progress = value, LogTail = log.Tail() });
    }
}
