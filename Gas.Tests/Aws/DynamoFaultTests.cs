using System.Net;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Aws.Rows;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Aws;

/// <summary>Answers that are lost, and a table that will not.</summary>
public sealed class DynamoFaultTests : IAsyncLifetime
{
    private readonly Wire _wire = new();
    private DynamoTables? _tables;
    private DynamoInstance _instance = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await DynamoTables.CreateAsync(Cancellation);
        _instance = _tables.NewInstance(_wire);
    }

    public ValueTask DisposeAsync() => _tables?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_job_whose_adding_was_not_answered_is_added()
    {
        _wire.LoseNext("PutItem");
        Assert.True(await _instance.Store.AddAsync(Queued(), Cancellation));
        Assert.Equal(3, _wire.Requests);
        Assert.Equal(1, (await _instance.Store.CountAsync(Ann, Cancellation))[JobState.Queued].Jobs);
    }

    [Fact]
    public async Task A_save_that_was_not_answered_is_a_save()
    {
        var job = Queued();
        await _instance.Store.AddAsync(job, Cancellation);
        _wire.LoseNext("UpdateItem", times: 2);
        Assert.True(await _instance.Store.TrySaveAsync(job.After(new JobEvent.Cancelled()), Cancellation));
        Assert.Equal(1, (await _instance.Store.CountAsync(Ann, Cancellation))[JobState.Cancelled].Jobs);
    }

    [Fact]
    public async Task An_unanswered_save_by_an_instance_that_had_not_read_the_row_puts_the_tallies_in_doubt()
    {
        var job = Queued();
        await _tables!.NewInstance().Store.AddAsync(job, Cancellation);
        _wire.LoseNext("UpdateItem");
        Assert.True(await _instance.Store.TrySaveAsync(job.After(new JobEvent.Cancelled()), Cancellation));
        Assert.Equal([Ann], _instance.Tallies.Doubts.Due());
    }

    [Fact]
    public async Task Another_ones_save_in_between_is_not_taken_for_ones_own()
    {
        var job = Queued();
        await _instance.Store.AddAsync(job, Cancellation);
        var other = _tables!.NewInstance();
        Assert.True(await other.Store.TrySaveAsync(job.After(new JobEvent.Cancelled()), Cancellation));
        Assert.False(await _instance.Store.TrySaveAsync(job.After(new JobEvent.Cancelled()), Cancellation));
    }

    [Fact]
    public async Task A_removal_that_was_not_answered_is_a_removal()
    {
        var job = Queued();
        await _instance.Store.AddAsync(job, Cancellation);
        _wire.LoseNext("DeleteItem");
        Assert.True(await _instance.Store.TryRemoveAsync(job.Id, 1, Cancellation));
        Assert.False(await _instance.Store.TryRemoveAsync(job.Id, 1, Cancellation));
        Assert.Equal([Ann], _instance.Tallies.Doubts.Due());
    }

    [Fact]
    public async Task A_save_without_any_answer_throws_and_puts_the_tallies_in_doubt()
    {
        var job = Queued();
        await _instance.Store.AddAsync(job, Cancellation);
        _wire.LoseNext("UpdateItem", times: int.MaxValue);
        await Assert.ThrowsAnyAsync<Exception>(() => _instance.Store.TrySaveAsync(job.After(new JobEvent.Cancelled()), Cancellation));
        Assert.Equal([Ann], _instance.Tallies.Doubts.Due());
        Assert.Equal(JobState.Cancelled, (await _instance.Store.FindAsync(job.Id, Cancellation))!.State);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "InternalServerError")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable")]
    public async Task A_table_that_fails_for_a_moment_is_asked_again(HttpStatusCode status, string code)
    {
        var left = 2;
        _wire.Answer = operation => operation == "PutItem" && Interlocked.Decrement(ref left) >= 0 ? Refusal(code, status) : null;
        Assert.True(await _instance.Store.AddAsync(Queued(), Cancellation));
        Assert.Equal(3, _wire.Requests);
    }

    [Fact]
    public async Task A_table_that_falls_silent_is_given_up_and_asked_again()
    {
        var impatient = _tables!.NewInstance(_wire, TimeSpan.FromSeconds(2));
        var job = Queued();
        _wire.SilentFor("PutItem");
        Assert.True(await impatient.Store.AddAsync(job, Cancellation));
        _wire.SilentFor("GetItem");
        Assert.Equal(job.Id, (await impatient.Store.FindAsync(job.Id, Cancellation))!.Id);
    }

    [Theory]
    [InlineData("ExpiredTokenException")]
    [InlineData("UnrecognizedClientException")]
    public async Task Credentials_that_are_not_accepted_fail_the_caller_and_no_row_is_taken_for_missing(string code)
    {
        var job = Queued();
        await _instance.Store.AddAsync(job, Cancellation);
        _wire.Answer = _ => Refusal(code);
        await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _instance.Store.FindAsync(job.Id, Cancellation));
        await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _instance.Store.TrySaveAsync(job.After(new JobEvent.Cancelled()), Cancellation));
        await Assert.ThrowsAsync<AmazonDynamoDBException>(() => _instance.Store.DueAsync(DateTimeOffset.MaxValue, 10, Cancellation));
        _wire.Answer = _ => null;
        Assert.Equal(JobState.Queued, (await _instance.Store.FindAsync(job.Id, Cancellation))!.State);
    }

    [Theory]
    [InlineData("ProvisionedThroughputExceededException")]
    [InlineData("ThrottlingException")]
    [InlineData("RequestLimitExceeded")]
    public async Task A_table_that_throttles_is_asked_again(string code)
    {
        var left = 2;
        _wire.Answer = operation => operation == "PutItem" && Interlocked.Decrement(ref left) >= 0 ? Refusal(code) : null;
        Assert.True(await _instance.Store.AddAsync(Queued(), Cancellation));
        Assert.Equal(3, _wire.Requests);
    }

    [Fact]
    public async Task A_table_that_throttles_for_long_fails_the_caller_who_backs_off()
    {
        _wire.Answer = _ => Refusal("ProvisionedThroughputExceededException");
        await Assert.ThrowsAsync<ProvisionedThroughputExceededException>(() => _instance.Store.AddAsync(Queued(), Cancellation));
        await Assert.ThrowsAsync<ProvisionedThroughputExceededException>(() => _instance.Store.PageAsync(new(), Cancellation));
        await Assert.ThrowsAsync<ProvisionedThroughputExceededException>(() => _instance.Store.DueAsync(Start, 10, Cancellation));
        Assert.InRange(_wire.Requests, 4, 40);
    }

    [Fact]
    public async Task The_row_that_AWS_gives_along_with_a_refusal_is_not_asked_for_again()
    {
        // The peer gives none, so it is made up here: another instance has cancelled the job.
        var job = Queued();
        await _instance.Store.AddAsync(job, Cancellation);
        var present = Convert.ToBase64String(JobBody.Write(job.After(new JobEvent.Cancelled()), 5));
        _wire.Answer = operation => operation == "UpdateItem"
            ? Answer(HttpStatusCode.BadRequest, $$$"""{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"no","Item":{"job_id":{"S":"{{{job.Id}}}"},"body":{"B":"{{{present}}}"} } }""")
            : null;
        var before = _wire.Requests;
        Assert.False(await _instance.Store.TrySaveAsync(job.After(new JobEvent.Started(Lease())), Cancellation));
        Assert.Equal(1, _wire.Requests - before);
    }

    [Fact]
    public async Task Rows_that_were_left_out_of_an_answer_are_asked_for_again()
    {
        var job = Queued();
        await _instance.Store.AddAsync(job, Cancellation);
        var table = _tables!.Names.JobsTable;
        var left = 1;
        _wire.Answer = operation => operation == "BatchGetItem" && Interlocked.Decrement(ref left) >= 0
            ? Answer(HttpStatusCode.OK, $$$$"""{"Responses":{},"UnprocessedKeys":{"{{{{table}}}}":{"Keys":[{"job_id":{"S":"{{{{job.Id}}}}"}}],"ConsistentRead":true}}}""")
            : null;
        var waits = _tables.Clock.NextTimer;
        var page = _instance.Store.PageAsync(new() { Owner = Ann }, Cancellation);
        await waits;
        _tables.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(job.Id, Assert.Single((await page).Jobs).Id);
    }

    [Fact]
    public async Task A_row_of_the_original_service_is_no_job_of_ours()
    {
        var theirs = JobId.New(Start);
        await _tables!.Client.PutItemAsync(
            new()
            {
                TableName = _tables.Names.JobsTable,
                Item = new()
                {
                    ["job_id"] = new(theirs.ToString()),
                    ["user_id"] = new(Ann.Value),
                    ["submit_time"] = new() { N = "1700000000" },
                    ["job_status"] = new("COMPLETED"),
                },
            },
            Cancellation);
        var ours = Queued();
        await _instance.Store.AddAsync(ours, Cancellation);
        Assert.Null(await _instance.Store.FindAsync(theirs, Cancellation));
        Assert.False(await _instance.Store.AddAsync(Queued() with { Id = theirs }, Cancellation));
        Assert.False(await _instance.Store.TrySaveAsync(Queued() with { Id = theirs, Version = 2 }, Cancellation));
        Assert.Equal([ours.Id], (await _instance.Store.PageAsync(new() { Owner = Ann }, Cancellation)).Jobs.Select(job => job.Id));
    }

    private static HttpResponseMessage Refusal(string code, HttpStatusCode status = HttpStatusCode.BadRequest) => Answer(status, $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"slow down"}""");

    private static HttpResponseMessage Answer(HttpStatusCode status, string json) => new(status) { Content = new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.0") };
}
