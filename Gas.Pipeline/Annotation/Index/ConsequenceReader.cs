using System.Text;
using Gas.Pipeline.Annotation.Consequences;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Reads what the index keeps of one record's consequences. Holds scratch space: one instance a thread.</summary>
internal sealed class ConsequenceReader(ConsequenceLayout layout)
{
    /// <summary>Where a mask's impacts begin; terms are below.</summary>
    public const int ImpactShift = 56;

    /// <summary>bcftools csq refers to the entries of another record by its position.</summary>
    private readonly bool _hasPointers = layout.Key == "BCSQ";
    private readonly TextTable _texts = new();
    private readonly List<ulong> _terms = [];
    private readonly TextTable _significances = new();
    private readonly List<int> _significanceBits = [];
    private readonly int[] _wanted = [.. new[] { layout.Consequence, layout.Impact, layout.Symbol, layout.Gene, layout.Ids, layout.Significance }.Concat(layout.Frequencies).Where(index => index >= 0).Distinct().Order()];

    /// <summary>Terms of all entries, with the impacts that they have.</summary>
    public ulong Mask { get; private set; }

    /// <summary>A bit a word of <see cref="VariantWords.Significances"/>.</summary>
    public int Significances { get; private set; }

    /// <summary>The largest that a known source tells.</summary>
    public int Frequency { get; private set; }

    /// <param name="genes">Takes the gene of each entry, empty where it has none.</param>
    /// <param name="ids">Takes the entries' known ids.</param>
    public void Read(ReadOnlySpan<byte> value, GeneTaker genes, IdList ids)
    {
        (Mask, Significances, Frequency) = (0, 0, SortableNumber.Missing);
        while (!value.IsEmpty)
        {
            var end = value.IndexOf((byte)',');
            var entry = end < 0 ? value : value[..end];
            value = end < 0 ? default : value[(end + 1)..];
            if (entry is not [(byte)'@', ..] || !_hasPointers)
            {
                ReadEntry(entry, genes, ids);
            }
        }
    }

    /// <summary>The same of entries as they were called.</summary>
    public void Read(CsqWriter? called, GeneTaker genes, IdList ids)
    {
        (Mask, Significances, Frequency) = (0, 0, SortableNumber.Missing);
        ReadOnlySpan<byte> read = default;
        foreach (ref readonly var entry in called is null ? default : called.Entries)
        {
            Take(entry.Terms.Bits, (int)SequenceOntology.ImpactOf(entry.Term), entry.Transcript?.Gene8, genes);
            if (entry.Known > 0 && !called!.KnownOf(entry).SequenceEqual(read))
            {
                // What is known of an allele stands in each of its entries.
                read = called.KnownOf(entry);
                ReadKnown(read, ids);
            }
        }
    }

    /// <summary>Bits of ClinVar's words, as one source or another joins them.</summary>
    public int SignificancesOf(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text is [(byte)'.'])
        {
            return 0;
        }

        var number = _significances.Add(text);
        if (number == _significanceBits.Count)
        {
            _significanceBits.Add((int)Significance.Parse(Encoding.UTF8.GetString(text)));
        }

        return _significanceBits[number];
    }

    /// <summary>The last fields of an entry, each with a separator before it.</summary>
    private void ReadKnown(ReadOnlySpan<byte> fields, IdList ids)
    {
        for (var field = layout.Fields.Count - fields.Count((byte)'|'); !fields.IsEmpty; field++)
        {
            fields = fields[1..];
            var end = fields.IndexOf((byte)'|') is >= 0 and var bar ? bar : fields.Length;
            TakeKnown(field, fields[..end], ids);
            fields = fields[end..];
        }
    }

    private void TakeKnown(int field, ReadOnlySpan<byte> value, IdList ids)
    {
        if (field == layout.Ids)
        {
            ids.Take(value);
        }
        else if (field == layout.Significance)
        {
            Significances |= SignificancesOf(value);
        }
        else if (!value.IsEmpty && layout.Frequencies.Contains(field))
        {
            Frequency = Math.Max(Frequency, SortableNumber.ParseLargest(value, (byte)'&'));
        }
    }

    private void ReadEntry(ReadOnlySpan<byte> entry, GeneTaker genes, IdList ids)
    {
        ReadOnlySpan<byte> symbol = default;
        ReadOnlySpan<byte> gene = default;
        var (terms, impact) = (0ul, -1);
        var (at, next) = (0, 0);
        foreach (var wanted in _wanted)
        {
            // The parts that are wanted stand at the front, and those of known sources at the end.
            if (layout.Fields.Count - wanted < wanted - next)
            {
                at = FromEnd(entry, layout.Fields.Count - 1 - wanted);
            }
            else
            {
                for (; next < wanted && at >= 0; next++)
                {
                    at = entry[at..].IndexOf((byte)'|') is >= 0 and var bar ? at + bar + 1 : -1;
                }
            }

            if (at < 0)
            {
                break;
            }

            next = wanted;
            var part = entry[at..];
            part = part.IndexOf((byte)'|') is >= 0 and var end ? part[..end] : part;
            if (wanted == layout.Consequence)
            {
                terms = TermsOf(part);
            }
            else if (wanted == layout.Impact)
            {
                impact = ImpactOf(part);
            }
            else if (wanted == layout.Symbol)
            {
                symbol = part;
            }
            else if (wanted == layout.Gene)
            {
                gene = part;
            }
            else
            {
                TakeKnown(wanted, part, ids);
            }
        }

        Take(terms, impact, symbol.IsEmpty ? gene : symbol, genes);
    }

    private void Take(ulong terms, int impact, ReadOnlySpan<byte> gene, GeneTaker genes)
    {
        var gravest = terms != 0 && (Mask == 0 || (terms & (~terms + 1)) < (Mask & (~Mask + 1)));
        if (terms != 0)
        {
            Mask |= terms | 1ul << (ImpactShift + (impact >= 0 ? impact : (int)ImpactOf(terms)));
        }

        genes(gene, gravest);
    }

    private static Impact ImpactOf(ulong terms) =>
        System.Numerics.BitOperations.TrailingZeroCount(terms) is var lowest && Enum.IsDefined((ConsequenceTerm)lowest) ? SequenceOntology.ImpactOf((ConsequenceTerm)lowest) : Impact.Modifier;

    private static int ImpactOf(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'H', ..] => (int)Impact.High,
        [(byte)'L', ..] => (int)Impact.Low,
        [(byte)'M', (byte)'O', (byte)'D', (byte)'E', ..] => (int)Impact.Moderate,
        [(byte)'M', ..] => (int)Impact.Modifier,
        _ => -1,
    };

    private static int FromEnd(ReadOnlySpan<byte> entry, int bars)
    {
        for (; bars > 0 && !entry.IsEmpty; bars--)
        {
            entry = entry[..Math.Max(entry.LastIndexOf((byte)'|'), 0)];
        }

        return entry.LastIndexOf((byte)'|') + 1;
    }

    private ulong TermsOf(ReadOnlySpan<byte> text)
    {
        var number = _texts.Add(text);
        if (number == _terms.Count)
        {
            _terms.Add(TermNames.Parse(Encoding.UTF8.GetString(text)));
        }

        return _terms[number];
    }
}
