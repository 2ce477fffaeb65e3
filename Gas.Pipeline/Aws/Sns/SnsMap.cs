namespace Gas.Pipeline.Aws.Sns;

/// <summary>Reads a map of attributes: entries of key and value, in this order.</summary>
internal sealed class SnsMap
{
    private readonly Dictionary<string, string> _entries = [];
    private string? _key;

    public IReadOnlyDictionary<string, string> Entries => _entries;

    public void Read(string path, string text)
    {
        if (path == "Attributes/entry/key")
        {
            _key = text;
        }
        else if (path == "Attributes/entry/value" && _key is not null)
        {
            _entries[_key] = text;
        }
    }
}
