using Gas.Blazor.Components.Jobs;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Blazor;

public sealed class LiveRowTests
{
    private static readonly Job Running = SampleJobs.In(JobState.Annotating, SampleJobs.Lease());

    [Fact]
    public void News_are_taken_in_the_order_of_a_jobs_page_and_tell_whoever_draws_the_row()
    {
        var told = 0;
        var row = new LiveRow(Running);
        row.Changed += () => told++;

        Assert.True(row.Offer(At(20)));
        Assert.False(row.Offer(At(10)));
        Assert.True(row.Offer(new JobChange(Running with { Version = Running.Version + 1, Terms = SampleJobs.Premium })));
        Assert.Equal(20, row.Job.Progress?.Records);
        Assert.False(row.Offer(new JobChange(Running)));
        Assert.True(row.Offer(new JobChange(Running with { Version = Running.Version + 2, Attempt = 2 })));
        Assert.Null(row.Job.Progress);
        Assert.True(row.Offer(new JobChange(Running) { Removed = true }));
        Assert.False(row.Offer(new JobChange(Running with { Version = 99 })));
        Assert.Equal(4, told);
    }

    [Fact]
    public void A_line_says_what_its_job_says()
    {
        var job = SampleJobs.In(JobState.Completed, SampleJobs.Lease()) with { Labels = new JobLabels(null, ["rare"]) };

        var line = JobLine.Of(new JobChange(job));

        Assert.Equal((job.Id, job.Owner, job.FileName, job.Reference, job.Input.Length), (line.Id, line.Owner, line.FileName, line.Reference, line.InputBytes));
        Assert.Equal((job.State, job.SubmittedAt, job.UpdatedAt), (line.State, line.SubmittedAt, line.UpdatedAt));
        Assert.Equal((job.IsResultHot, job.Result?.Records), (line.IsResultHot, line.Records));
        Assert.Equal(["rare"], line.Tags);
    }

    private static JobChange At(long records) => new(Running) { Progress = new AnnotationProgress(records, records, 100) };
}
