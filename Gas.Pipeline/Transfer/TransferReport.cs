using System.Globalization;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Transfer;

/// <summary>How far a transfer has come. Counted by many at once.</summary>
/// <param name="say">Takes a sentence for the operator.</param>
public sealed class TransferReport(Action<string> say)
{
    private long _jobs;
    private long _known;
    private long _leftOut;
    private long _files;
    private long _bytes;

    /// <summary>Jobs that are over there now because of this run.</summary>
    public long Jobs => Interlocked.Read(ref _jobs);

    /// <summary>Jobs that were there already.</summary>
    public long Known => Interlocked.Read(ref _known);

    public long LeftOut => Interlocked.Read(ref _leftOut);

    /// <summary>Retrievals that are waited for.</summary>
    public int Waiting { get; internal set; }

    public void Count() => Interlocked.Increment(ref _jobs);

    public void CountKnown() => Interlocked.Increment(ref _known);

    public void CountFile(long bytes)
    {
        Interlocked.Increment(ref _files);
        Interlocked.Add(ref _bytes, bytes);
    }

    /// <summary>The job is not taken, and why.</summary>
    public void LeaveOut(JobId job, string sentence) => LeaveOut($"Job {job}", sentence);

    public void LeaveOut(string what, string sentence)
    {
        Interlocked.Increment(ref _leftOut);
        say($"{what} is left out. {sentence}");
    }

    public void Say(string sentence) => say(sentence);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Jobs:N0} jobs, {Interlocked.Read(ref _files):N0} files, {Interlocked.Read(ref _bytes):N0} bytes{(Known > 0 ? $"; {Known:N0} jobs were there already" : "")}{(LeftOut > 0 ? $"; {LeftOut:N0} left out" : "")}{(Waiting > 0 ? $"; waiting for {Waiting:N0} retrievals" : "")}");
}
