using System.Runtime.InteropServices;
using Gas.Pipeline.Annotation.Vcf.Counts;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Follows the records in order: sorted within contigs that each come once, and no allele twice. Feeds the index as long as there can be one.</summary>
internal sealed class RecordOrder(TabixIndex index)
{
    private const int Remembered = 200_000;

    /// <summary>Contigs whose records are counted by place; an assembly may have many thousands.</summary>
    private const int Drawn = 100;

    private readonly Dictionary<string, long> _records = [];
    private readonly Dictionary<string, ContigBins> _bins = [];
    private readonly HashSet<ulong> _alleles = [];
    private ContigBins? _place;
    private byte[] _contig = [];
    private string _name = "";
    private int _last;
    private long _count;

    /// <summary>Records by contig, in the order in which these came.</summary>
    public IReadOnlyDictionary<string, long> Contigs => _records;

    /// <summary>Where the records of the first contigs lie, in the order in which these came.</summary>
    public IReadOnlyList<ContigDensity> Density => [.. _records.Keys.Where(_bins.ContainsKey).Select(contig => _bins[contig].Of(contig))];

    /// <summary>Takes a chunk that begins at <paramref name="fileOffset"/> of the result; adds what is out of order to <paramref name="findings"/>.</summary>
    public void Add(AnnotatedChunk chunk, long fileOffset, List<VcfFinding> findings)
    {
        foreach (ref readonly var place in CollectionsMarshal.AsSpan(chunk.Places))
        {
            if (place.Contig is [(byte)'<', ..])
            {
                // A contig of an assembly file (VCF 4.1, section 1.4.7), whose records may stand anywhere.
                index.GiveUp("there are records on contigs in angle brackets");
                continue;
            }

            if (place.Contig != _contig && !place.Contig.AsSpan().SequenceEqual(_contig))
            {
                Begin(place.Contig, place.Line, findings);
            }
            else if (place.Position < _last)
            {
                index.GiveUp("the records are not sorted by position");
                findings.Add(new VcfFinding(place.Line, "POS", $"{place.Position} comes after {_last}: records must be sorted by position.", false));
            }

            _last = place.Position;
            _count++;
            _place?.Add(place.Position);
            if (index.Obstacle is null)
            {
                index.Add(Math.Max(place.Position - 1, 0), Math.Max(place.End, 1), chunk.VirtualOffset(place.TextStart, fileOffset), chunk.VirtualOffset(place.TextEnd, fileOffset));
            }
        }

        Settle();
        foreach (var (allele, _, line) in chunk.Alleles)
        {
            if (!_alleles.Add(allele))
            {
                findings.Add(new VcfFinding(line, "ALT", "This variant is in the file already.", false));
            }
        }

        if (_alleles.Count > Remembered)
        {
            // Duplicates lie close together in a sorted file; memory must not grow with it.
            _alleles.Clear();
        }
    }

    /// <summary>Adds what was counted to the contig's records: a look-up for a run of records, not for each.</summary>
    private void Settle()
    {
        if (_count > 0)
        {
            _records[_name] += _count;
            _count = 0;
        }
    }

    private void Begin(byte[] contig, long line, List<VcfFinding> findings)
    {
        Settle();
        _contig = contig;
        _name = System.Text.Encoding.UTF8.GetString(contig);
        _alleles.Clear();
        if (!_bins.TryGetValue(_name, out _place) && _bins.Count < Drawn)
        {
            _bins.Add(_name, _place = new ContigBins());
        }

        if (_records.TryAdd(_name, 0))
        {
            index.BeginContig(contig);
        }
        else
        {
            index.GiveUp("the records of one contig do not stand together");
            findings.Add(new VcfFinding(line, "CHROM", $"The records of {_name} do not stand together.", false));
        }
    }
}
