using System.Text;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Contracts;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Embedded;

public sealed class SqliteJobStoreTests : JobStoreContract, IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    protected override IJobStore Store => _folder.Jobs;

    [Fact]
    public void A_row_of_an_older_version_knows_of_no_failed_tries()
    {
        var row = Encoding.UTF8.GetString(JobJson.Write(SampleJobs.Queued() with { Failures = 2 }));
        var older = row.Replace(",\"failures\":2", "", StringComparison.Ordinal);
        Assert.NotEqual(row, older);
        Assert.Equal(0, JobJson.Read(Encoding.UTF8.GetBytes(older)).Failures);
        Assert.Equal(2, JobJson.Read(Encoding.UTF8.GetBytes(row)).Failures);
    }

    public void Dispose() => _folder.Dispose();
}
