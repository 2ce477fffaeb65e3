using Gas.Pipeline.Embedded;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Embedded;

/// <summary>What the local files promise beyond the contract: what survives a power cut, and what is left of what failed.</summary>
public sealed class DurableFileTests : IDisposable
{
    private const int NoSpace = 28;

    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Files => Path.Combine(_folder.Path, "files");

    [Fact]
    public async Task The_content_is_flushed_before_the_rename_and_the_folder_after_it()
    {
        await WriteAsync("results/a/log");
        var steps = _folder.Log.Lines.Where(line => line.Contains("lushed", StringComparison.Ordinal) || line.Contains("enamed", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, steps.Length);
        Assert.StartsWith($"Flushed {Path.Combine(Files, ".tmp")}", steps[0], StringComparison.Ordinal);
        Assert.Equal($"Renamed to {Path.Combine(Files, "results", "a", "log")}", steps[1]);
        Assert.Equal($"Flushed the folder {Path.Combine(Files, "results", "a")}", steps[2]);
    }

    [Fact]
    public async Task What_a_former_process_left_unfinished_is_removed_at_the_start()
    {
        await WriteAsync("kept");
        _folder.Close();
        await File.WriteAllBytesAsync(Path.Combine(Files, ".tmp", "left"), new byte[10], Cancellation);
        Assert.Equal(1, await _folder.Files.LengthAsync("kept", Cancellation));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Files, ".tmp")));
    }

    [Fact]
    public async Task A_draft_that_is_given_up_leaves_no_bytes()
    {
        await using (var draft = await _folder.Files.CreateAsync("a/b", Cancellation))
        {
            await draft.Content.WriteAsync(new byte[100_000], Cancellation);
        }

        Assert.Equal([Path.Combine(Files, ".tmp")], Directory.EnumerateFileSystemEntries(Files, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Folders_go_with_their_last_file()
    {
        await WriteAsync("results/a/log");
        await WriteAsync("results/b/log");
        await _folder.Files.DeleteAsync("results/a/log", Cancellation);
        Assert.False(Directory.Exists(Path.Combine(Files, "results", "a")));
        Assert.True(Directory.Exists(Path.Combine(Files, "results", "b")));
        await _folder.Files.DeleteAsync("results/b/log", Cancellation);
        Assert.False(Directory.Exists(Path.Combine(Files, "results")));
        Assert.True(Directory.Exists(Files));
    }

    [Fact]
    public async Task A_full_disk_is_told_apart_while_writing()
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Skip("No /dev/full here.");
        }

        await using var full = new FileStream("/dev/full", new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, BufferSize = 0 });
        await using var content = new HashingStream(full);
        await Assert.ThrowsAsync<FileStoreFullException>(() => content.WriteAsync(new byte[10], Cancellation).AsTask());
        Assert.Throws<FileStoreFullException>(() => content.Write(new byte[10]));
    }

    [Fact]
    public async Task A_full_disk_is_told_apart_at_the_commit_and_leaves_nothing()
    {
        var path = Path.Combine(_folder.Path, "draft");
        await using (var draft = new LocalFileDraft("a", new FileStream(path, FileMode.CreateNew), _ => throw new IOException("full", NoSpace)))
        {
            await Assert.ThrowsAsync<FileStoreFullException>(() => draft.CommitAsync(Cancellation));
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_file_is_committed_once()
    {
        await using var draft = await _folder.Files.CreateAsync("a", Cancellation);
        await draft.CommitAsync(Cancellation);
        await Assert.ThrowsAsync<InvalidOperationException>(() => draft.CommitAsync(Cancellation));
        Assert.Equal(0, await _folder.Files.LengthAsync("a", Cancellation));
    }

    public void Dispose() => _folder.Dispose();

    private async Task WriteAsync(string key)
    {
        await using var draft = await _folder.Files.CreateAsync(key, Cancellation);
        await draft.Content.WriteAsync(new byte[1], Cancellation);
        await draft.CommitAsync(Cancellation);
    }
}
