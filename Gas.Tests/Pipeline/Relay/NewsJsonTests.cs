using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;

namespace Gas.Tests.Pipeline.Relay;

public sealed class NewsJsonTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        var (job, owner) = (JobId.New(SampleJobs.Start), new UserId("ann"));
        var news = new News
        {
            From = "a",
            Number = 7,
            Alive = true,
            Jobs = [new JobNews(job, owner, 3, Removed: true)],
            Progress = [new ProgressNews(job, owner, 3, new AnnotationProgress(10, 20, 40), ["é \"x\""])],
            Plans = [owner],
            WatchedJobs = [job],
            WatchedOwners = [owner],
        };
        var read = NewsJson.TryRead(NewsJson.Write(news))!;
        Assert.Equal((news.From, news.Number, news.Alive, news.Leaving), (read.From, read.Number, read.Alive, read.Leaving));
        Assert.Equal(news.Jobs, read.Jobs);
        Assert.Equal((news.Progress[0].Progress, news.Progress[0].LogTail[0]), (read.Progress[0].Progress, read.Progress[0].LogTail[0]));
        Assert.Equal((owner, job, owner), (read.Plans[0], read.WatchedJobs[0], read.WatchedOwners[0]));
    }

    [Fact]
    public void What_is_left_out_is_empty_and_what_is_not_known_is_left_out()
    {
        var read = NewsJson.TryRead("""{"from":"a","number":1,"later":{"x":[1]}}""")!;
        Assert.Empty(read.Jobs);
        Assert.Empty(read.Progress);
        Assert.Empty(read.Plans);
        Assert.Empty(read.WatchedJobs);
        Assert.Empty(read.WatchedOwners);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"from":"a","number":1,"jobs":null}""")]
    [InlineData("""{"from":"a","number":1,"jobs":[{"job":"no id"}]}""")]
    public void Anything_else_is_none(string text) => Assert.Null(NewsJson.TryRead(text));
}
