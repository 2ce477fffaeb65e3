using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Transfer;

namespace Gas.Tests.Transfer;

/// <summary>An export that was damaged or edited is refused whole, with file and line, before anything is done.</summary>
public sealed class DamagedExportTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-damaged-");
    private Depot? _target;
    private Job? _job;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Export => Path.Combine(_folder.FullName, "export");

    private string Rows => Path.Combine(Export, ExportFolder.RowsName);

    public async ValueTask InitializeAsync()
    {
        await using var source = Depot.Embedded(Path.Combine(_folder.FullName, "source"));
        await Stock.AddAsync(source, JobState.Queued);
        _job = await Stock.AddAsync(source, JobState.Completed);
        await source.ExportAsync(Export);
        _target = Depot.Embedded(Path.Combine(_folder.FullName, "target"));
    }

    public async ValueTask DisposeAsync()
    {
        await _target!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_byte_of_a_file()
    {
        var file = new ExportFolder(Export).PathOf(_job!.Result!.Vcf.Key);
        var content = await File.ReadAllBytesAsync(file, Cancellation);
        content[7]++;
        await File.WriteAllBytesAsync(file, content, Cancellation);
        await IsRefusedAsync(file, "another SHA-256", $"line {await LineAsync()}");
    }

    [Fact]
    public async Task The_end_of_a_file()
    {
        var file = new ExportFolder(Export).PathOf(_job!.Log!.Key);
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file, Cancellation))[..^1], Cancellation);
        await IsRefusedAsync(file, $"{_job.Log.Length - 1} bytes long, not {_job.Log.Length}", $"line {await LineAsync()}");
    }

    [Fact]
    public async Task A_whole_file()
    {
        var file = new ExportFolder(Export).PathOf(_job!.Input.Key);
        File.Delete(file);
        await IsRefusedAsync(file, "is missing", $"line {await LineAsync()}");
    }

    [Fact]
    public async Task A_line_that_cannot_be_read()
    {
        var lines = await File.ReadAllLinesAsync(Rows, Cancellation);
        lines[1] = lines[1][..100];
        await File.WriteAllLinesAsync(Rows, lines, Cancellation);
        await IsRefusedAsync($"{Rows}, line 2: it cannot be read", "bytes long, but manifest.json says", "has 1 jobs that can be read");
    }

    [Theory]
    [InlineData("../../../etc/passwd", "it cannot be read")]
    [InlineData("inputs/00000000-0000-0000-0000-000000000001/input", "does not belong to job")]
    public async Task A_row_that_points_out_of_its_place(string key, string word)
    {
        var lines = await File.ReadAllLinesAsync(Rows, Cancellation);
        var row = JsonNode.Parse(lines[0])!;
        row["input"]!["key"] = key;
        await ReplaceRowsAsync([row.ToJsonString(), .. lines[1..]]);
        await IsRefusedAsync("line 1", word);
    }

    [Fact]
    public async Task A_row_that_was_edited_with_care()
    {
        var lines = await File.ReadAllLinesAsync(Rows, Cancellation);
        await File.WriteAllTextAsync(Rows, string.Join('\n', lines.Select(line => line.Replace("\"ann\"", "\"bob\"", StringComparison.Ordinal))) + "\n", Cancellation);
        await IsRefusedAsync(Rows, "another SHA-256");
    }

    [Fact]
    public async Task A_manifest_of_a_later_version()
    {
        await ChangeManifestAsync(manifest => manifest["schema"] = 99);
        var refused = await Assert.ThrowsAsync<ExportException>(() => _target!.ImportAsync(Export));
        Assert.Contains("schema 99, but this version reads up to 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_well_is_only_looked_at_on_a_dry_run()
    {
        Assert.NotNull(await _target!.ImportAsync(Export, onlyCheck: true));
        Assert.Empty(_target.Said);
        Assert.Empty(await _target.AllAsync());
    }

    private async Task IsRefusedAsync(params string[] words)
    {
        Assert.Null(await _target!.ImportAsync(Export));
        Assert.All(words, word => Assert.Contains(_target.Said, sentence => sentence.Contains(word, StringComparison.Ordinal)));
        Assert.Empty(await _target.AllAsync());
        Assert.Null(await _target.ReadAsync(_job!.Input.Key));
    }

    private async Task<int> LineAsync() =>
        Array.FindIndex(await File.ReadAllLinesAsync(Rows, Cancellation), line => line.Contains($"\"id\":\"{_job!.Id}\"", StringComparison.Ordinal)) + 1;

    private async Task ReplaceRowsAsync(string[] lines)
    {
        await File.WriteAllTextAsync(Rows, string.Join('\n', lines) + "\n", Cancellation);
        var content = await File.ReadAllBytesAsync(Rows, Cancellation);
        await ChangeManifestAsync(manifest => (manifest["rowsLength"], manifest["rowsSha256"]) = (content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
    }

    private async Task ChangeManifestAsync(Action<JsonObject> change)
    {
        var path = Path.Combine(Export, ExportFolder.ManifestName);
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(path, Cancellation))!.AsObject();
        change(manifest);
        await File.WriteAllTextAsync(path, manifest.ToJsonString(), Cancellation);
    }
}
