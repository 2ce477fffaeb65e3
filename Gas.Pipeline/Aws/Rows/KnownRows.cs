using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>
/// What this instance saw of rows lately. It saves reads and index writes and decides nothing: each write still depends on the row's version, and what has been
/// forgotten costs a unit or two.
/// </summary>
internal sealed class KnownRows
{
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<JobId, KnownRow> _rows = new();

    public bool TryFind(JobId id, [NotNullWhen(true)] out KnownRow? row) => _rows.TryGetValue(id, out row);

    /// <summary>Keeps the later version, whichever is told last.</summary>
    public void Remember(KnownRow row)
    {
        if (_rows.Count >= Most)
        {
            _rows.Clear();
        }

        _rows.AddOrUpdate(row.Id, row, (_, known) => known.Version > row.Version ? known : row);
    }

    public void Forget(JobId id) => _rows.TryRemove(id, out _);
}
