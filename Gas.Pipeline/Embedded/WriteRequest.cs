namespace Gas.Pipeline.Embedded;

/// <summary>One change that waits for the writer.</summary>
internal abstract class WriteRequest
{
    /// <summary>Makes the change inside the open transaction. May run a second time, after a rollback.</summary>
    public abstract void Run(SqliteBatch batch);

    /// <summary>The change is durable.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

internal sealed class WriteRequest<TState, TResult>(TState state, Func<SqliteBatch, TState, TResult> change) : WriteRequest
{
    // The writer must not run its callers' continuations.
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult? _result;

    public Task<TResult> Completion => _completion.Task;

    public override void Run(SqliteBatch batch) => _result = change(batch, state);

    public override void Complete() => _completion.TrySetResult(_result!);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}
