using Gas.Pipeline.Jobs;
using Gas.Pipeline.Transfer;
using Gas.Tests.Faults;
using Gas.Tests.Mail;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Transfer;

/// <summary>An export to a folder and its import, between two data folders.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-transfer-");
    private readonly List<Depot> _depots = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Export => Path.Combine(_folder.FullName, "export");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var depot in _depots)
        {
            await depot.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Jobs_of_every_state_arrive_as_the_state_machine_allows()
    {
        var (source, target) = (Open("source"), Open("target"));
        var jobs = await Stock.FillAsync(source);
        var report = await source.ExportAsync(Export, ArchiveRule.Retrieve);
        Assert.Equal((9, 0), (report.Jobs, report.LeftOut));
        Assert.Equal((9, 0), (await target.ImportAsync(Export) is { } taken ? taken.Jobs : -1, target.Said.Count));

        var arrived = (await target.AllAsync()).ToDictionary(job => Enum.Parse<JobState>(job.FileName[..^4]));
        Assert.Equal(JobState.Queued, arrived[JobState.Queued].State);
        Assert.Equal((JobState.Queued, 0), (arrived[JobState.Annotating].State, arrived[JobState.Annotating].Attempt));
        Assert.Equal((JobState.Failed, jobs[JobState.Failed].Failure), (arrived[JobState.Failed].State, arrived[JobState.Failed].Failure));
        Assert.Equal(JobState.Cancelled, arrived[JobState.Cancelled].State);
        foreach (var state in new[] { JobState.Completed, JobState.Archiving, JobState.Archived, JobState.Thawing, JobState.Restoring })
        {
            Assert.Equal((JobState.Completed, null, null), (arrived[state].State, arrived[state].ArchiveId, arrived[state].Retrieval));
            Assert.Equal(state is JobState.Thawing or JobState.Restoring ? Plan.Premium : Plan.Free, arrived[state].Plan);
            Assert.Equal(arrived[state].Plan == Plan.Free, arrived[state].ArchiveAt is not null);
            Assert.Equal(jobs[state].Result, arrived[state].Result);
        }

        Assert.All(arrived.Values, job => Assert.True(job is { Lease: null, Owner: var owner } && owner == SampleJobs.Ann));
        await target.IsSoundAsync();
    }

    [Fact]
    public async Task Archived_results_are_left_out_until_the_operator_decides()
    {
        var source = Open("source");
        var job = await Stock.AddAsync(source, JobState.Archived);
        Assert.Equal((0, 1), (await source.ExportAsync(Export) is var report ? report.Jobs : -1, report.LeftOut));
        Assert.Contains($"{job.Id}", Assert.Single(source.Said), StringComparison.Ordinal);
        Assert.Contains("--retrieve", source.Said[0], StringComparison.Ordinal);

        // Left where it is, it is taken over only by who has that vault.
        Assert.Equal(1, (await source.ExportAsync(Export, ArchiveRule.LeaveInVault)).Jobs);
        var target = Open("target");
        Assert.Equal((0, 1), (await target.ImportAsync(Export) is { } taken ? taken.Jobs : -1, target.Said.Count));
        Assert.Contains("vault does not have its archive", target.Said[0], StringComparison.Ordinal);
        Assert.Empty(await target.AllAsync());

        await source.Store.TryRemoveAsync(job.Id, job.Version, Cancellation);
        Assert.Equal(1, (await source.ImportAsync(Export))?.Jobs);
        Assert.Equal((JobState.Archived, job.ArchiveId), ((await source.FindAsync(job.Id)).State, (await source.FindAsync(job.Id)).ArchiveId));
    }

    [Fact]
    public async Task A_job_that_changes_while_it_is_copied_is_taken_as_it_is_afterwards()
    {
        var source = Open("source");
        var job = await Stock.AddAsync(source, JobState.Archiving);
        var held = source.Faults.Hold("open annotated.vcf.gz", after: false);
        var export = source.ExportAsync(Export);
        await Until.TrueAsync(() => held.IsReached, "the result is read");
        var run = Guid.NewGuid();
        var vcf = await source.WriteAsync(JobFiles.Vcf(job.Id, run), (await source.ReadAsync(job.Result!.Vcf.Key))!);
        await source.Files.DeleteAsync(job.Result.Vcf.Key, Cancellation);
        var moved = job with { Version = job.Version + 1, State = JobState.Completed, Lease = null, Result = job.Result with { Vcf = vcf } };
        Assert.True(await source.Store.TrySaveAsync(moved, Cancellation));
        held.LetGo();

        Assert.Equal((1, 0), (await export is var report ? report.Jobs : -1, report.LeftOut));
        var target = Open("target");
        Assert.Equal(1, (await target.ImportAsync(Export))?.Jobs);
        Assert.Equal(vcf, (await target.FindAsync(job.Id)).Result!.Vcf);
        await target.IsSoundAsync();
    }

    [Fact]
    public async Task An_export_that_broke_off_is_not_taken_and_goes_on()
    {
        var source = Open("source");
        await Stock.FillAsync(source);
        source.Faults.Arm("open summary.json", after: false);
        await Assert.ThrowsAnyAsync<Exception>(() => source.ExportAsync(Export, ArchiveRule.Retrieve));
        var target = Open("target");
        Assert.Contains("no whole export", (await Assert.ThrowsAsync<ExportException>(() => target.ImportAsync(Export))).Message, StringComparison.Ordinal);

        source.Faults.Arm(null);
        Assert.Equal(9, (await source.ExportAsync(Export, ArchiveRule.Retrieve)).Jobs);
        var opened = source.Faults.Calls;
        // And once more: nothing is copied again, and what has been deleted meanwhile leaves the folder.
        var gone = (await source.AllAsync()).Single(job => job.FileName == "Completed.vcf");
        await source.Store.TryRemoveAsync(gone.Id, gone.Version, Cancellation);
        source.Faults.Arm(null);
        Assert.Equal(8, (await source.ExportAsync(Export)).Jobs);
        Assert.InRange(source.Faults.Calls, 0, opened / 2);
        Assert.DoesNotContain(Directory.EnumerateFiles(Export, "*", SearchOption.AllDirectories), file => file.Contains($"{gone.Id}", StringComparison.Ordinal) || file.EndsWith(".unfinished", StringComparison.Ordinal));
        Assert.Equal(8, (await target.ImportAsync(Export))?.Jobs);
        await target.IsSoundAsync();
    }

    [Fact]
    public async Task Whichever_call_an_import_dies_at_no_row_points_to_nothing_and_the_next_run_ends_it()
    {
        var source = Open("source");
        await Stock.FillAsync(source);
        await source.ExportAsync(Export, ArchiveRule.Retrieve);
        var calls = int.MaxValue;
        for (var call = 1; call <= calls; call += 3)
        {
            var name = $"target-{call}";
            await using (var target = Open(name))
            {
                target.Faults.Arm(new Mishap(MishapKind.Crash, call, call % 2 == 0), idleToo: true);
                if (call == 1)
                {
                    target.Faults.Arm(null, idleToo: true);
                    await target.ImportAsync(Export);
                    calls = target.Faults.Calls;
                    continue;
                }

                await Assert.ThrowsAnyAsync<Exception>(() => target.ImportAsync(Export));
                await target.IsSoundAsync();
            }

            await using var again = Open(name);
            var known = (await again.AllAsync()).ToDictionary(job => job.Id);
            Assert.Equal((9 - known.Count, known.Count), (await again.ImportAsync(Export) is { } report ? ((int)report.Jobs, (int)report.Known) : (-1, -1)));
            Assert.All(await again.AllAsync(), job => Assert.Equal(known.GetValueOrDefault(job.Id, job).Version, job.Version));
            await again.IsSoundAsync();
        }

        Assert.InRange(calls, 50, 500);
    }

    [Fact]
    public async Task A_row_that_is_there_stays_whatever_the_export_says()
    {
        var (source, target) = (Open("source"), Open("target"));
        var job = await Stock.AddAsync(source, JobState.Completed);
        await source.ExportAsync(Export);
        await target.ImportAsync(Export);
        var newer = (await target.FindAsync(job.Id)).After(new JobEvent.DeleteRequested());
        await target.Store.TrySaveAsync(newer, Cancellation);
        var report = await target.ImportAsync(Export);
        Assert.Equal((0, 1), (report!.Jobs, report.Known));
        Assert.Equal(JobState.Deleting, (await target.FindAsync(job.Id)).State);
    }

    [Fact]
    public async Task Jobs_of_somebody_without_an_account_wait_for_the_accounts()
    {
        var (source, target) = (Open("source"), Open("target"));
        await Stock.AddAsync(source, JobState.Completed);
        await source.ExportAsync(Export);
        target.Owners.Leave(SampleJobs.Ann);
        await target.Owners.RemoveAsync(SampleJobs.Ann, Cancellation);
        var report = await target.ImportAsync(Export);
        Assert.Equal((0, 1), (report!.Jobs, report.LeftOut));
        Assert.Contains("has no account here", Assert.Single(target.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_something_else_is_not_touched()
    {
        var source = Open("source");
        Directory.CreateDirectory(Export);
        await File.WriteAllTextAsync(Path.Combine(Export, "thesis.txt"), "precious", Cancellation);
        Assert.Contains("something other", (await Assert.ThrowsAsync<ExportException>(() => source.ExportAsync(Export))).Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(Export));
    }

    private Depot Open(string name)
    {
        var depot = Depot.Embedded(Path.Combine(_folder.FullName, name));
        _depots.Add(depot);
        return depot;
    }
}
