namespace Gas.Pipeline.Aws.Rows;

/// <summary>What this instance has still to add to an owner's item. Guarded by <see cref="DynamoDbTallies"/>.</summary>
internal sealed class OwnerTally
{
    private TallySheet _noted = new();

    /// <summary>Grows when a write begins and when it ends: whoever read the item in between reads again.</summary>
    public int Epoch { get; private set; }

    /// <summary>What is being written, or was written without an answer; it is written again under the same name.</summary>
    public (string Write, TallySheet Change)? Writing { get; private set; }

    public bool IsDone => Writing is null && _noted.IsEmpty;

    public void Note(TallySheet change) => _noted.Add(change);

    /// <summary>What to write, or null when changes have cancelled out.</summary>
    public (string Write, TallySheet Change)? Begin()
    {
        if (Writing is null && !_noted.IsEmpty)
        {
            Writing = (Guid.NewGuid().ToString("N"), _noted);
            _noted = new TallySheet();
            Epoch++;
        }

        return Writing;
    }

    public void End()
    {
        Writing = null;
        Epoch++;
    }

    /// <summary>What an item that was written last by <paramref name="lastWrite"/> lacks.</summary>
    public TallySheet Missing(string? lastWrite)
    {
        var missing = new TallySheet();
        missing.Add(_noted);
        if (Writing is { } writing && writing.Write != lastWrite)
        {
            missing.Add(writing.Change);
        }

        return missing;
    }
}
