using System.Globalization;

namespace Gas.Pipeline.Annotation.Comparison;

/// <summary>
/// Says which variants are annotated otherwise in a new file than in an old one, and how: a line a variant, as <c>changed</c>, <c>added</c> or <c>removed</c>, contig, position, alleles and, for each allele and feature,
/// the fields that differ. Both files are read once, side by side, in their order; only the records of one position are held.
/// </summary>
public sealed class AnnotationComparison
{
    private readonly AnnotatedFile _old;
    private readonly AnnotatedFile _new;
    private readonly Func<string, Task> _write;
    private readonly ContigOrder _order;
    private readonly EntryComparison _entries;
    private long _same;
    private long _changed;
    private long _added;
    private long _removed;

    private AnnotationComparison(AnnotatedFile oldFile, AnnotatedFile newFile, Func<string, Task> write)
    {
        (_old, _new, _write) = (oldFile, newFile, write);
        _order = new ContigOrder(oldFile.Contigs, newFile.Contigs);
        _entries = new EntryComparison(oldFile.Fields, newFile.Fields);
    }

    /// <param name="write">Takes the report, a line at a time.</param>
    /// <exception cref="VcfException">A file is no annotated VCF, or is not sorted.</exception>
    public static async Task<ComparisonTotals> CompareAsync(Stream oldStream, string oldName, Stream newStream, string newName, Func<string, Task> write, CancellationToken cancellation)
    {
        using var oldFile = await AnnotatedFile.OpenAsync(oldName, oldStream, cancellation);
        using var newFile = await AnnotatedFile.OpenAsync(newName, newStream, cancellation);
        return await new AnnotationComparison(oldFile, newFile, write).RunAsync(oldName, newName, cancellation);
    }

    private async Task<ComparisonTotals> RunAsync(string oldName, string newName, CancellationToken cancellation)
    {
        foreach (var line in _old.Provenance.Except(_new.Provenance))
        {
            await _write($"# old: {line}");
        }

        foreach (var line in _new.Provenance.Except(_old.Provenance))
        {
            await _write($"# new: {line}");
        }

        foreach (var field in _entries.OneSided)
        {
            await _write($"# {field} is a field of one file only and is not compared");
        }

        var before = new PositionReader(_old, oldName, _order);
        var after = new PositionReader(_new, newName, _order);
        await before.ReadAsync(cancellation);
        await after.ReadAsync(cancellation);
        while (before.Records.Count > 0 || after.Records.Count > 0)
        {
            var side = before.Records.Count == 0 ? 1 : after.Records.Count == 0 ? -1 : _order.Compare(before.Records[0], after.Records[0]);
            await MatchAsync(side <= 0 ? before.Records : [], side >= 0 ? after.Records : []);
            if (side <= 0)
            {
                await before.ReadAsync(cancellation);
            }

            if (side >= 0)
            {
                await after.ReadAsync(cancellation);
            }
        }

        return new ComparisonTotals(_same, _changed, _added, _removed);
    }

    /// <summary>The records of one position; those of the same variant are matched in their order.</summary>
    private async Task MatchAsync(List<AnnotatedRecord> before, List<AnnotatedRecord> after)
    {
        var left = after.ToList();
        foreach (var record in before)
        {
            var at = left.FindIndex(candidate => candidate.Variant == record.Variant);
            if (at < 0)
            {
                _removed++;
                await _write($"removed\t{Place(record)}");
                continue;
            }

            var changes = record.Csq == left[at].Csq && _entries.SameFields ? [] : _entries.Compare(record.Csq, left[at].Csq);
            left.RemoveAt(at);
            _same += changes.Count == 0 ? 1 : 0;
            if (changes.Count > 0)
            {
                _changed++;
                await _write($"changed\t{Place(record)}\t{string.Join("; ", changes)}");
            }
        }

        foreach (var record in left)
        {
            _added++;
            await _write($"added\t{Place(record)}");
        }
    }

    private static string Place(AnnotatedRecord record) => string.Create(CultureInfo.InvariantCulture, $"{record.Contig}\t{record.Position}\t{record.Reference}\t{record.Alternates}");
}
