using System.Text.Json.Serialization;

namespace Gas.Pipeline.Transfer;

/// <summary>What a whole export says of itself; written last, so that a folder without one is not whole.</summary>
/// <param name="Format">Always <see cref="Name"/>.</param>
/// <param name="Schema">Of the rows and of the folder.</param>
/// <param name="Jobs">Lines of <c>jobs.jsonl</c>.</param>
/// <param name="Files">Files that the rows point to, and that are in the folder.</param>
/// <param name="Bytes">Their length together.</param>
/// <param name="ArchivesLeft">Rows whose result stayed in the source's vault.</param>
/// <param name="RowsLength">Length of <c>jobs.jsonl</c>.</param>
/// <param name="RowsSha256">Its SHA-256, lower-case hex. Those of the files stand in the rows.</param>
public sealed record ExportManifest(string Format, int Schema, DateTimeOffset ExportedAt, long Jobs, long Files, long Bytes, long ArchivesLeft, long RowsLength, string RowsSha256)
{
    public const string Name = "gas-export";

    /// <summary>The one that this version writes. It reads it and all before.</summary>
    public const int Latest = 1;
}

[JsonSerializable(typeof(ExportManifest))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class ExportJson : JsonSerializerContext;
