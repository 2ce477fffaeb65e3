using System.Text.Json;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Jobs;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Aws;

public sealed class SqsNudgeTests
{
    private static readonly JobId Job = JobId.New(Start);

    [Fact]
    public void What_is_written_is_read()
    {
        Assert.Equal(new SqsNudge(Job, null), SqsNudge.Read(SqsNudge.Write(Job)));
        var odd = new UserId("a\"b\\c é");
        Assert.Equal(new SqsNudge(null, odd), SqsNudge.Read(SqsNudge.Write(odd)));
    }

    [Fact]
    public void The_originals_messages_are_read()
    {
        Assert.Equal(Job, SqsNudge.Read($$"""{"job_id":"{{Job}}","user_id":"u","input_file_name":"a.vcf","submit_time":1700000000,"job_status":"PENDING"}""")?.Job);
        Assert.Equal(Job, SqsNudge.Read($$"""{"job_id":"{{Job}}","complete_time":1700000000,"url":"https://x","email":"a@b","key_result":"k","user_id":"u"}""")?.Job);
        Assert.Equal(new UserId("u"), SqsNudge.Read("""{"user_id":"u"}""")?.Owner);
    }

    [Fact]
    public void Envelopes_are_opened_but_not_for_ever()
    {
        var body = SqsNudge.Write(Job);
        for (var i = 0; i < 3; i++)
        {
            body = Wrapped(body);
            Assert.Equal(Job, SqsNudge.Read(body)?.Job);
        }

        Assert.Null(SqsNudge.Read(Wrapped(body)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"job_id":7}""")]
    [InlineData("""{"job_id":"../../etc"}""")]
    [InlineData("""{"user_id":""}""")]
    [InlineData("""{"Message":{"job_id":"x"}}""")]
    [InlineData("""{"Message":"hello"}""")]
    public void Anything_else_is_none(string body) => Assert.Null(SqsNudge.Read(body));

    private static string Wrapped(string message) => JsonSerializer.Serialize(new Dictionary<string, string> { ["Type"] = "Notification", ["Message"] = message });
}
