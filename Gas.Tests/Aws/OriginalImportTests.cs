using System.Text;
using Gas.Pipeline.Aws.Original;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Transfer;
using Gas.Tests.Transfer;

namespace Gas.Tests.Aws;

/// <summary>An original service's jobs, taken over.</summary>
public sealed class OriginalImportTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-original-");
    private readonly MovedClock _clock = new();
    private OriginalSite? _original;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OriginalSite Original => _original!;

    public async ValueTask InitializeAsync() => _original = await OriginalSite.StartAsync(_clock);

    public async ValueTask DisposeAsync()
    {
        if (_original is not null)
        {
            await _original.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Hot_and_archived_results_and_waiting_jobs_come_into_a_data_folder()
    {
        var hot = await Original.AddAsync("u-1");
        var cold = await Original.AddAsync("u-1", archive: "result_archive_id");
        var colder = await Original.AddAsync("u-2", archive: "results_file_archive_id");
        var waiting = await Original.AddAsync("u-2", "PENDING");
        var before = await Original.PrintAsync();
        await using var depot = NewDepot();

        var report = await RunAsync(depot, OriginalSite.Vault);
        Assert.Equal((4, 0), (report.Jobs, report.LeftOut));
        Assert.Equal(2, Original.Glacier.JobsBegun);
        foreach (var id in new[] { hot, cold, colder })
        {
            var job = await depot.FindAsync(new JobId(id));
            Assert.Equal((JobState.Completed, "test.vcf", DateTimeOffset.FromUnixTimeSeconds(1700000000), DateTimeOffset.FromUnixTimeSeconds(1700000060)), (job.State, job.FileName, job.SubmittedAt, job.FinishedAt!.Value));
            // The owner was told at the time; the free plan's clock begins here.
            Assert.Equal((JobNotice.None, null), (job.Notices, job.ArchiveId));
            Assert.NotNull(job.ArchiveAt);
            Assert.Equal(OriginalSite.ContentOf(id, "result"), Encoding.UTF8.GetString((await depot.ReadAsync(job.Result!.Vcf.Key))!));
            Assert.Equal(OriginalSite.ContentOf(id, "log"), Encoding.UTF8.GetString((await depot.ReadAsync(job.Log!.Key))!));
            Assert.False(job.Result.Vcf.IsPacked);
        }

        Assert.Equal(new UserId("account-of-u-2"), (await depot.FindAsync(new JobId(colder))).Owner);
        var queued = await depot.FindAsync(new JobId(waiting));
        Assert.Equal((JobState.Queued, OriginalSite.ContentOf(waiting, "input")), (queued.State, Encoding.UTF8.GetString((await depot.ReadAsync(queued.Input.Key))!)));
        await depot.IsSoundAsync();

        // Again, with nothing to do; and the original has all that it had.
        report = await RunAsync(depot, OriginalSite.Vault);
        Assert.Equal((0, 4), (report.Jobs, report.Known));
        Assert.Equal(2, Original.Glacier.JobsBegun);
        Assert.Equal(before, await Original.PrintAsync());
    }

    [Fact]
    public async Task What_cannot_be_taken_is_said_and_a_dry_run_says_the_same_and_does_nothing()
    {
        var good = await Original.AddAsync("u-1");
        await Original.AddAsync("u-3");
        await Original.AddAsync("u-1", archive: "result_archive_id");
        await Original.AddAsync("u-1", change: row => row["job_id"] = new("no-uuid"));
        await Original.AddAsync("u-1", change: row => row["s3_key_input_file"] = new("gone.vcf"));
        await Original.AddAsync("u-1", change: row => row["s3_key_result_file"] = new("gone.annot.vcf"));
        await Original.AddAsync("u-1", change: row => row["job_status"] = new("EXPLODED"));
        await Original.AddAsync("u-1", change: row => row.Remove("submit_time"));
        // One of ours, as a table that is shared would have it.
        await Original.AddAsync("u-1", change: row => row["body"] = new() { B = new MemoryStream([1]) });
        string[] expected =
        [
            "Its user u-3 has no account here", "Its result is archived", "Its job_id is no UUID", "Its input s3://gas-inputs/gone.vcf is missing",
            "Its result s3://gas-results/gone.annot.vcf is missing", "Its job_status is 'EXPLODED'", "Its row lacks",
        ];
        await using var depot = NewDepot();
        foreach (var dryRun in new[] { true, false })
        {
            var report = await RunAsync(depot, null, dryRun);
            Assert.Equal((1, 7), (report.Jobs, report.LeftOut));
            Assert.All(expected, words => Assert.Single(depot.Said, sentence => sentence.Contains(words, StringComparison.Ordinal)));
            Assert.Equal(dryRun ? [] : [new JobId(good)], (await depot.AllAsync()).Select(job => job.Id));
        }
    }

    [Fact]
    public async Task Archives_stay_in_a_vault_that_becomes_ours()
    {
        await using var cloud = await AwsCloud.ReadyAsync(Cancellation);
        foreach (var (key, address) in Original.Settings)
        {
            cloud.Settings[key] = address;
        }

        cloud.Settings["Aws:Vault:Kind"] = "Glacier";
        cloud.Settings["Aws:Vault:Name"] = OriginalSite.Vault;
        var made = await cloud.GasAsync("init");
        Assert.True(made.ExitCode == 0, made.Output + made.Errors);
        var cold = new JobId(await Original.AddAsync("u-1", archive: "results_file_archive_id"));

        await using var depot = new Depot(cloud.Settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)), (services, configuration) => services.AddOriginal(configuration));
        var report = await RunAsync(depot, null);
        Assert.True((1, 0) == (report.Jobs, report.LeftOut), string.Join('\n', depot.Said));
        Assert.Equal(0, Original.Glacier.JobsBegun);
        var job = await depot.FindAsync(cold);
        Assert.Equal((JobState.Archived, Original.Glacier.Archives.Single().Id, false), (job.State, job.ArchiveId, job.Result!.Vcf.IsKnown));

        // It comes back as any other: nobody knew its length and hash before.
        var retrieval = await depot.Vault.StartRetrievalAsync(cold, job.ArchiveId!, RetrievalTier.Expedited, Cancellation);
        _clock.Move(TimeSpan.FromMinutes(6));
        await using var output = await depot.Vault.OpenAsync(job.ArchiveId!, retrieval!.Id, Cancellation);
        using var reader = new StreamReader(output!);
        Assert.Equal(OriginalSite.ContentOf(cold.Value, "result"), await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task A_table_that_is_not_there_or_is_our_own_is_refused()
    {
        await using var depot = NewDepot();
        var missing = await Assert.ThrowsAsync<IOException>(() => depot.Make<OriginalImport>().RunAsync(new OriginalOptions("nobody", "NC_045512.2", null, RetrievalTier.Standard, false), AccountOf, depot.NewReport(), Cancellation));
        Assert.Contains("no table 'nobody'", missing.Message, StringComparison.Ordinal);
    }

    private static Task<UserId?> AccountOf(string user, CancellationToken cancellation) =>
        Task.FromResult<UserId?>(user == "u-3" ? null : new UserId($"account-of-{user}"));

    private Depot NewDepot() => Depot.Embedded(
        Path.Combine(_folder.FullName, "data"),
        (services, configuration) => services.AddOriginal(configuration),
        Original.Settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));

    private async Task<TransferReport> RunAsync(Depot depot, string? vault, bool dryRun = false)
    {
        var report = depot.NewReport();
        // Hours in the vault pass in a moment.
        await depot.Make<OriginalImport>(new LeapingClock(_clock)).RunAsync(new OriginalOptions(Original.Table, "NC_045512.2", vault, RetrievalTier.Standard, dryRun), AccountOf, report, Cancellation);
        return report;
    }
}
