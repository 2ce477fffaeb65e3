using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>
/// The index of a result's records, by column, read in place; written while the result was (<c>docs/adr/20261125-a-variant-index.md</c>). Safe for many threads.
/// </summary>
public sealed class VariantIndex
{
    private const int Tail = 20;

    private readonly FileView _view;
    private readonly Lazy<VariantFacets> _facets;

    private VariantIndex(FileView view)
    {
        _view = view;
        _facets = new Lazy<VariantFacets>(() => VariantFacets.Of(this));
        var tail = view.Length < Tail ? default : view.Slice(view.Length - Tail, Tail);
        if (tail.IsEmpty || !tail[12..].SequenceEqual(VariantIndexWriter.Magic))
        {
            throw new InvalidDataException("This is no variant index of this version.");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(tail[8..]);
        var directory = view.Slice(view.Length - Tail - length, length).ToArray();
        if (XxHash3.HashToUInt64(directory) != BinaryPrimitives.ReadUInt64LittleEndian(tail))
        {
            throw new InvalidDataException("The directory of the variant index is damaged.");
        }

        using var reader = new BinaryReader(new MemoryStream(directory), Encoding.UTF8);
        IsPacked = reader.ReadBoolean();
        var (key, fields) = (reader.ReadString(), reader.ReadString());
        Layout = key.Length == 0 ? ConsequenceLayout.None : new ConsequenceLayout(key, fields.Split('|'));
        Columns = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32())).Split('\t');
        var groups = new List<VariantGroup>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var place = VariantGroupPlace.Read(reader);
            groups.Add(new VariantGroup(this, place, Records));
            Records += place.Rows;
        }

        Groups = groups;
    }

    public long Records { get; }

    /// <summary>Names of the result's columns, of which those from the tenth on are its samples.</summary>
    public IReadOnlyList<string> Columns { get; }

    public IEnumerable<string> Samples => Columns.Skip(9);

    /// <summary>Whether genotypes were read: not where there are none, nor where there are very many samples.</summary>
    public bool HasGenotypes => Columns.Count - 9 is > 0 and <= SampleGenotypes.Most;

    /// <summary>How the result tells consequences.</summary>
    public ConsequenceLayout Layout { get; }

    /// <summary>What there is to choose from.</summary>
    public VariantFacets Facets => _facets.Value;

    /// <summary>Whether the result is bgzip.</summary>
    internal bool IsPacked { get; }

    internal IReadOnlyList<VariantGroup> Groups { get; }

    /// <summary>Opens an index that lies in a file of this machine. The file may be deleted meanwhile.</summary>
    /// <exception cref="InvalidDataException">It is none, or is damaged, or of another version.</exception>
    public static VariantIndex Open(string path) => new(new FileView(path));

    internal static VariantIndex Open(byte[] bytes) => new(new FileView(bytes));

    internal ReadOnlySpan<byte> Bytes(long start, int length) => _view.Slice(start, length);
}
