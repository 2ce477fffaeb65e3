using System.Security.Cryptography;
using CsCheck;
using Gas.Pipeline.Aws.Rows;
using Gas.Pipeline.Jobs;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Aws;

public sealed class JobBodyTests
{
    /// <summary>A completed job as form 1 has packed it ever since.</summary>
    private const string KeptBody = "AQAAAAAAAAAHAqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqtddBCoAgEAXQTdeRnBE6QGfoHC2CwE13LxPC9P+pFi2D39+MPhXhewwC8ZvGQuWNDbxpT//NrofseptdLQoCUHdwIk7DJJqrmLY0VytLg5WuNGdccOk/7y+2sV/W2QKsmmQ3GnzhsoovWEj9ypXML1R1AXaeqlSv9PHQBAAq3ormAJA81tJqxHkKy5ew3va9bDs=";

    private static readonly Gen<string> HexOrText = Gen.Frequency(
        (3, Gen.String[Gen.Char["0123456789abcdef-\u0001\u0004\"é"], 0, 140]),
        (1, Gen.Guid.Select(guid => guid.ToString())),
        (1, Gen.Guid.Select(guid => guid.ToString("N"))),
        (1, Gen.Guid.Select(guid => $"{guid:N}{guid:N}")));

    public static TheoryData<JobState> States() => [.. Enum.GetValues<JobState>()];

    [Theory]
    [MemberData(nameof(States))]
    public void A_job_in_any_state_comes_back_whole(JobState state)
    {
        var job = In(state, Lease(), Plan.Premium);
        var body = JobBody.Write(job, 42);
        Assert.Equal(JobJson.Write(job), JobJson.Write(JobBody.Read(job.Id, body)));
        Assert.Equal(42, JobBody.TokenOf(body));
    }

    [Fact]
    public void Whatever_looks_like_an_id_or_a_digest_comes_back_as_it_was() =>
        Gen.Select(HexOrText.Array[0, 90], Gen.Guid).Sample((notes, id) =>
        {
            var job = Queued() with { Id = new JobId(id), History = [.. notes.Select(note => new JobMoment(Start, JobState.Queued, note + id))] };
            return JobJson.Write(job).AsSpan().SequenceEqual(JobJson.Write(JobBody.Read(job.Id, JobBody.Write(job, 1))));
        });

    [Fact]
    public void Rows_of_the_first_version_stay_readable()
    {
        // If this fails, the dictionary was changed: that loses every row in the field. Add a new form instead.
        Assert.Equal("78574f529b35c1318a804690fa2a123f8edc4700b9bdccc216c37f707c98deb5", Convert.ToHexStringLower(SHA256.HashData(JobBodyDictionary.Form1)));
        var job = JobBody.Read(JobId.Parse("01955ffe-b190-7106-aa89-ae292357975f"), Convert.FromBase64String(KeptBody));
        Assert.Equal((JobState.Completed, "sample.vcf", 1234L), (job.State, job.FileName, job.ResultBytes));
    }

    [Fact]
    public void A_row_of_a_later_form_says_so()
    {
        var body = JobBody.Write(Queued(), 1);
        body[0]++;
        Assert.Contains("a form that this version does not know", Assert.Throws<InvalidDataException>(() => JobBody.Read(Queued().Id, body)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_history_is_a_few_kilobytes()
    {
        var job = Queued() with { History = [.. Enumerable.Range(0, 64).Select(n => new JobMoment(Start.AddSeconds(n).AddTicks(n * 7919), JobState.Queued, "Trying again: an unexpected error"))] };
        Assert.True(JobJson.Write(job).Length > 6000);
        Assert.InRange(JobBody.Write(job, 1).Length, 100, 2000);
    }
}
