using System.Security.Cryptography;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Contracts;

/// <summary>What every <see cref="IFileStore"/> holds to. A provider's tests derive from this and give an empty store.</summary>
public abstract class FileStoreContract
{
    protected abstract IFileStore Files { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000_000)]
    public async Task A_committed_file_is_there_whole_with_its_length_and_hash(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        var stored = await WriteAsync("inputs/a/input", content);
        Assert.Equal(new StoredFile("inputs/a/input", length, Convert.ToHexStringLower(SHA256.HashData(content))), stored);
        Assert.Equal(content, await ReadAsync("inputs/a/input"));
        Assert.Equal(length, await Files.LengthAsync("inputs/a/input", Cancellation));
    }

    [Fact]
    public async Task Nothing_is_seen_before_the_commit()
    {
        await using var draft = await Files.CreateAsync("inputs/a/input", Cancellation);
        await draft.Content.WriteAsync(new byte[1000], Cancellation);
        await draft.Content.FlushAsync(Cancellation);
        Assert.Null(await Files.OpenAsync("inputs/a/input", 0, Cancellation));
        Assert.Null(await Files.LengthAsync("inputs/a/input", Cancellation));
        Assert.Empty(await KeysAsync(""));
        await draft.CommitAsync(Cancellation);
        Assert.Equal(1000, await Files.LengthAsync("inputs/a/input", Cancellation));
    }

    [Fact]
    public async Task A_draft_that_is_only_disposed_leaves_nothing_and_spoils_nothing()
    {
        await WriteAsync("kept", [1]);
        await using (var draft = await Files.CreateAsync("kept", Cancellation))
        {
            await draft.Content.WriteAsync(new byte[10], Cancellation);
        }

        await using (await Files.CreateAsync("never", Cancellation))
        {
        }

        Assert.Equal(["kept"], await KeysAsync(""));
        Assert.Equal(new byte[] { 1 }, await ReadAsync("kept"));
    }

    [Fact]
    public async Task What_writes_to_a_draft_may_close_its_content_before_the_commit()
    {
        await using var draft = await Files.CreateAsync("text", Cancellation);
        await using (var writer = new StreamWriter(draft.Content))
        {
            await writer.WriteAsync("hello");
        }

        Assert.Equal(5, (await draft.CommitAsync(Cancellation)).Length);
        Assert.Equal("hello"u8.ToArray(), await ReadAsync("text"));
    }

    [Fact]
    public async Task A_later_commit_replaces_the_file()
    {
        await WriteAsync("a/b", [1, 2, 3]);
        await WriteAsync("a/b", [4]);
        Assert.Equal(new byte[] { 4 }, await ReadAsync("a/b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData(".hidden")]
    [InlineData("a/.tmp/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("A")]
    [InlineData("ä")]
    [InlineData("a\0")]
    [InlineData("a\n")]
    [InlineData("c:a")]
    [InlineData("%2e%2e")]
    [InlineData("a*")]
    public async Task A_key_outside_the_grammar_is_refused(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Files.CreateAsync(key, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Files.OpenAsync(key, 0, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Files.LengthAsync(key, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Files.DeleteAsync(key, Cancellation));
    }

    [Fact]
    public async Task An_endless_key_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Files.CreateAsync(new string('a', 2000), Cancellation));

    [Fact]
    public async Task Reading_begins_at_the_offset()
    {
        await WriteAsync("a", [.. Enumerable.Range(0, 100).Select(n => (byte)n)]);
        Assert.Equal(new byte[] { 98, 99 }, await ReadAsync("a", 98));
        Assert.Empty(await ReadAsync("a", 100));
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_deleting_it_is_quiet()
    {
        Assert.Null(await Files.OpenAsync("no/such/file", 0, Cancellation));
        Assert.Null(await Files.LengthAsync("no/such/file", Cancellation));
        await Files.DeleteAsync("no/such/file", Cancellation);
        await WriteAsync("a/b", [1]);
        await Files.DeleteAsync("a/b", Cancellation);
        await Files.DeleteAsync("a/b", Cancellation);
        Assert.Null(await Files.LengthAsync("a/b", Cancellation));
    }

    [Fact]
    public async Task A_reader_that_has_begun_ends_although_the_file_is_deleted_or_replaced()
    {
        var content = RandomNumberGenerator.GetBytes(1_000_000);
        await WriteAsync("a", content);
        await using var replaced = (await Files.OpenAsync("a", 0, Cancellation))!;
        await WriteAsync("a", content[..10]);
        await using var deleted = (await Files.OpenAsync("a", 0, Cancellation))!;
        await Files.DeleteAsync("a", Cancellation);
        Assert.Equal(content, await ReadAsync(replaced));
        Assert.Equal(content[..10], await ReadAsync(deleted));
    }

    [Fact]
    public async Task Listing_gives_what_begins_with_the_prefix()
    {
        foreach (var key in (string[])["inputs/a/1", "inputs/a/2", "inputs/b/1", "inputs-old", "results/a/1"])
        {
            await WriteAsync(key, [7, 7]);
        }

        Assert.Equal(["inputs/a/1", "inputs/a/2"], await KeysAsync("inputs/a/"));
        Assert.Equal(["inputs/a/1", "inputs/a/2", "inputs/b/1"], await KeysAsync("inputs/"));
        Assert.Equal(["inputs-old", "inputs/a/1", "inputs/a/2", "inputs/b/1"], await KeysAsync("inputs"));
        Assert.Empty(await KeysAsync("nothing/"));
        Assert.Equal(5, (await KeysAsync("")).Length);
        await foreach (var entry in Files.ListAsync("", Cancellation))
        {
            Assert.Equal(2, entry.Length);
            Assert.InRange(TimeProvider.System.GetUtcNow() - entry.ChangedAt, TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(10));
        }
    }

    [Fact]
    public async Task Files_may_be_deleted_while_they_are_listed()
    {
        var keys = Enumerable.Range(0, 600).Select(n => $"results/{n:d3}/log").ToArray();
        await Parallel.ForEachAsync(keys, Cancellation, async (key, _) => await WriteAsync(key, [1]));
        var listed = new List<string>();
        await foreach (var entry in Files.ListAsync("results/", Cancellation))
        {
            listed.Add(entry.Key);
            await Files.DeleteAsync(entry.Key, Cancellation);
        }

        Assert.Equal(keys, listed.Order(StringComparer.Ordinal));
        Assert.Empty(await KeysAsync(""));
    }

    [Fact]
    public async Task Neighbours_may_be_committed_and_deleted_at_once() =>
        await Parallel.ForAsync(0, 300, Cancellation, async (n, _) =>
        {
            await WriteAsync($"results/x/{n}", [1, 2]);
            Assert.Equal(new byte[] { 1, 2 }, await ReadAsync($"results/x/{n}"));
            await Files.DeleteAsync($"results/x/{n}", Cancellation);
        });

    protected async Task<StoredFile> WriteAsync(string key, byte[] content)
    {
        await using var draft = await Files.CreateAsync(key, Cancellation);
        await draft.Content.WriteAsync(content, Cancellation);
        return await draft.CommitAsync(Cancellation);
    }

    protected async Task<string[]> KeysAsync(string prefix) =>
        [.. (await Files.ListAsync(prefix, Cancellation).ToListAsync(Cancellation)).Select(entry => entry.Key).Order(StringComparer.Ordinal)];

    private async Task<byte[]> ReadAsync(string key, long offset = 0)
    {
        await using var stream = await Files.OpenAsync(key, offset, Cancellation);
        return await ReadAsync(Assert.IsType<Stream>(stream, exactMatch: false));
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }
}
