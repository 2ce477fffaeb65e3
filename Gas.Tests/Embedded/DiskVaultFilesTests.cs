using System.Security.Cryptography;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Embedded;

/// <summary>What the vault on disk promises beyond the contract: how its files stand there, and what it makes of what a crash has left.</summary>
public sealed class DiskVaultFilesTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Root => Path.Combine(_folder.Path, "vault");

    [Fact]
    public async Task An_archive_is_there_after_a_restart_with_its_job_and_its_time()
    {
        var job = JobId.New(SampleJobs.Start);
        var id = await ArchiveAsync(new byte[5000], job);
        _folder.Clock.Advance(TimeSpan.FromDays(400));
        _folder.Close();
        Assert.Equal(new ArchiveEntry(id, job, 5000, SampleJobs.Start), Assert.Single(await _folder.Vault.ListAsync(Cancellation).ToListAsync(Cancellation)));
        Assert.Equal(new byte[5000], await RetrieveAsync(id));
    }

    [Fact]
    public async Task An_archive_is_written_once_and_for_its_owner_alone()
    {
        await ArchiveAsync(new byte[5000]);
        Assert.True(File.GetAttributes(Assert.Single(FilesOf(Root))).HasFlag(FileAttributes.ReadOnly));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Root));
        }
    }

    [Fact]
    public async Task What_can_be_packed_takes_less_room_and_what_cannot_takes_no_more()
    {
        await ArchiveAsync(new byte[500_000]);
        Assert.InRange(new FileInfo(Assert.Single(FilesOf(Root))).Length, 1, 5000);
        var content = RandomNumberGenerator.GetBytes(500_000);
        await ArchiveAsync(content);
        Assert.Equal(content.Length, FilesOf(Root).Max(file => new FileInfo(file).Length));
    }

    [Fact]
    public async Task A_deleted_archive_leaves_no_file()
    {
        var id = await ArchiveAsync(new byte[5000]);
        await _folder.Vault.DeleteAsync(id, Cancellation);
        Assert.Empty(FilesOf(Root));
    }

    [Fact]
    public async Task What_a_former_process_was_still_writing_is_removed_at_the_start()
    {
        await ArchiveAsync(new byte[5000]);
        _folder.Close();
        await File.WriteAllBytesAsync(Path.Combine(Root, ".tmp", "left"), new byte[10], Cancellation);
        Assert.Single(await _folder.Vault.ListAsync(Cancellation).ToListAsync(Cancellation));
        Assert.Single(FilesOf(Root));
    }

    /// <summary>The row is written first, so what a crash in between leaves is a row to which no file belongs: it can be found and removed, and gives nobody wrong bytes.</summary>
    [Fact]
    public async Task A_crash_between_row_and_file_leaves_what_can_be_listed_and_removed()
    {
        var id = await ArchiveAsync(new byte[5000]);
        File.Delete(Assert.Single(FilesOf(Root)));
        _folder.Close();
        Assert.Equal(id, Assert.Single(await _folder.Vault.ListAsync(Cancellation).ToListAsync(Cancellation)).Id);
        Assert.Null(await OpenAsync(id));
        await _folder.Vault.DeleteAsync(id, Cancellation);
        Assert.Empty(await _folder.Vault.ListAsync(Cancellation).ToListAsync(Cancellation));
    }

    /// <summary>A crash between removing the file and removing the row: deleting again ends it.</summary>
    [Fact]
    public async Task A_crash_in_the_middle_of_a_deletion_is_ended_by_the_next_one()
    {
        var id = await ArchiveAsync(new byte[5000]);
        Directory.Delete(Path.GetDirectoryName(Assert.Single(FilesOf(Root)))!, recursive: true);
        await _folder.Vault.DeleteAsync(id, Cancellation);
        Assert.Empty(await _folder.Vault.ListAsync(Cancellation).ToListAsync(Cancellation));
    }

    public void Dispose() => _folder.Dispose();

    private static string[] FilesOf(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories);

    private async Task<string> ArchiveAsync(byte[] content, JobId? job = null) => await _folder.Vault.ArchiveAsync(
        job ?? JobId.New(SampleJobs.Start),
        new StoredFile("results/x/annotated.vcf.gz", content.Length, Convert.ToHexStringLower(SHA256.HashData(content))),
        _ => Task.FromResult<Stream>(new MemoryStream(content)),
        Cancellation);

    private async Task<byte[]> RetrieveAsync(string archive)
    {
        await using var stream = (await OpenAsync(archive))!;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }

    private async Task<Stream?> OpenAsync(string archive)
    {
        var retrieval = (await _folder.Vault.StartRetrievalAsync(JobId.New(SampleJobs.Start), archive, RetrievalTier.Expedited, Cancellation))!;
        _folder.Clock.Advance(_folder.VaultOptions.ExpeditedTime);
        return await _folder.Vault.OpenAsync(archive, retrieval.Id, Cancellation);
    }
}
