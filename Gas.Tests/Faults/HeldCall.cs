namespace Gas.Tests.Faults;

/// <summary>One call that stands still, before or after its effect, until the test lets it go.</summary>
internal sealed class HeldCall(bool after)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsReached => _reached.Task.IsCompleted;

    public void LetGo() => _go.TrySetResult();

    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        if (!after)
        {
            await StandAsync();
            return await call();
        }

        var result = await call();
        await StandAsync();
        return result;
    }

    private Task StandAsync()
    {
        _reached.TrySetResult();
        return _go.Task;
    }
}
