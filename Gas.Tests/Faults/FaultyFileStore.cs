using System.Runtime.CompilerServices;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Faults;

internal sealed class FaultyFileStore(IFileStore inner, FaultPlan plan) : IFileStore
{
    /// <summary>The port without faults, for those who only look.</summary>
    public IFileStore Inner => inner;

    public async Task<FileDraft> CreateAsync(string key, CancellationToken cancellation) =>
        new FaultyDraft(await plan.CallAsync($"create {Path.GetFileName(key)}", () => inner.CreateAsync(key, cancellation)), plan, Path.GetFileName(key));

    public Task<Stream?> OpenAsync(string key, long offset, CancellationToken cancellation) =>
        plan.CallAsync($"open {Path.GetFileName(key)}", () => inner.OpenAsync(key, offset, cancellation));

    public Task<long?> LengthAsync(string key, CancellationToken cancellation) =>
        plan.IdleCallAsync($"length of {Path.GetFileName(key)}", () => inner.LengthAsync(key, cancellation));

    public Task DeleteAsync(string key, CancellationToken cancellation) =>
        plan.CallAsync($"delete {Path.GetFileName(key)}", () => inner.DeleteAsync(key, cancellation));

    public async IAsyncEnumerable<FileEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await plan.CallAsync("list", () => Task.CompletedTask);
        await foreach (var file in inner.ListAsync(prefix, cancellation))
        {
            yield return file;
        }
    }

    private sealed class FaultyDraft(FileDraft inner, FaultPlan plan, string name) : FileDraft
    {
        public override Stream Content => inner.Content;

        /// <summary>Not broken off: a commit that has begun may end after whatever ends the work.</summary>
        public override Task<StoredFile> CommitAsync(CancellationToken cancellation) =>
            plan.CallAsync($"commit {name}", () => inner.CommitAsync(CancellationToken.None));

        public override ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
