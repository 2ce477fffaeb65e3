using Gas.Pipeline.Ports;
using Gas.Tests.Contracts;

namespace Gas.Tests.Aws;

public sealed class DynamoDbJobStoreTests : JobStoreContract, IAsyncLifetime
{
    private DynamoTables? _tables;
    private IJobStore _store = null!;

    protected override IJobStore Store => _store;

    public async ValueTask InitializeAsync()
    {
        _tables = await DynamoTables.CreateAsync(Cancellation);
        _store = _tables.NewInstance().Store;
    }

    public ValueTask DisposeAsync() => _tables?.DisposeAsync() ?? ValueTask.CompletedTask;
}
