using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Vcf;
using Gas.Pipeline.Annotation.Vcf.Counts;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Gathers the index of a chunk's records while they are written, and gives it as bytes that need nothing of other chunks. One instance a thread.</summary>
internal sealed class VariantGroupBuilder
{
    private static readonly int ColumnCount = Enum.GetValues<GroupColumn>().Length;

    private readonly ConcurrentBag<byte[]> _pool = [];
    private readonly int[][] _columns = [.. Enumerable.Range(0, ColumnCount).Select(_ => new int[8192])];
    private readonly TextTable[] _tables = [.. Enum.GetValues<GroupTable>().Select(_ => new TextTable())];
    private readonly ConsequenceReader _consequences;
    private readonly bool _hasGenotypes;
    private readonly bool _countsAlleles;
    private readonly GeneTaker _takeGene;
    private readonly IdList _ids = new();
    private readonly List<int> _genes = [];
    private readonly byte[] _mask = new byte[sizeof(ulong)];
    private int[] _seen = new int[64];
    private int _mainGene;

    /// <param name="layout">Null where the file tells no consequences.</param>
    /// <param name="countsAlleles">Frequencies are reckoned from INFO AC and AN.</param>
    public VariantGroupBuilder(ConsequenceLayout? layout, int samples, bool countsAlleles)
    {
        _consequences = new ConsequenceReader(layout ?? ConsequenceLayout.None);
        _hasGenotypes = samples is > 0 and <= SampleGenotypes.Most;
        _countsAlleles = countsAlleles;
        _takeGene = TakeGene;
    }

    public int Rows { get; private set; }

    /// <summary>Adds a record that is read from a file.</summary>
    /// <param name="consequences">The value of the field that holds them, or nothing.</param>
    /// <param name="end">1-based last base that the record covers.</param>
    /// <param name="offset">Where its line begins in the chunk's text.</param>
    public void Add(in VcfRecord record, ReadOnlySpan<byte> consequences, int end, int offset)
    {
        Begin(record, end, offset);
        _consequences.Read(consequences, _takeGene, _ids);
        End(record);
    }

    /// <summary>Adds a record whose consequences are still at hand: the same without reading what was written of them.</summary>
    public void Add(in VcfRecord record, CsqWriter? called, int end, int offset)
    {
        Begin(record, end, offset);
        _consequences.Read(called, _takeGene, _ids);
        End(record);
    }

    private void Begin(in VcfRecord record, int end, int offset)
    {
        BeginRow();
        Add(GroupColumn.Contig, _tables[(int)GroupTable.Contigs].Add(record.Chrom));
        Add(GroupColumn.Position, record.Position);
        Add(GroupColumn.Span, Math.Max(end - record.Position, 0));
        Add(GroupColumn.Offset, offset);
        Add(GroupColumn.Quality, SortableNumber.Parse(record.Quality));
        Add(GroupColumn.Filter, _tables[(int)GroupTable.Filters].Add(record.Filter));
        Add(GroupColumn.Classes, ClassesOf(record));
        Add(GroupColumn.Genotypes, _hasGenotypes ? SampleGenotypes.Of(record.Genotypes) : 0);
        _ids.Take(record.Id);
    }

    private void End(in VcfRecord record)
    {
        Add(GroupColumn.Terms, TermsOf(_consequences.Mask));
        Add(GroupColumn.Genes, GeneSet());
        Add(GroupColumn.Significances, _consequences.Significances | _consequences.SignificancesOf(InfoColumn.Find(record.Info, "CLNSIG="u8)));
        Add(GroupColumn.Frequency, _consequences.Frequency != SortableNumber.Missing ? _consequences.Frequency : OwnFrequencyOf(record));
        Add(GroupColumn.Known, _ids.EndRecord() ? 1 : 0);
        Rows++;
    }

    /// <summary>The largest that the file itself tells of an allele, as the summary counts it.</summary>
    private int OwnFrequencyOf(in VcfRecord record)
    {
        if (!_countsAlleles)
        {
            return SortableNumber.ParseLargest(InfoColumn.Find(record.Info, "AF="u8), (byte)',');
        }

        return PlainNumber.TryRead(InfoColumn.Find(record.Info, "AN="u8), out var all) && all > 0
            && SortableNumber.ToFloat(SortableNumber.ParseLargest(InfoColumn.Find(record.Info, "AC="u8), (byte)',')) is { } count
            ? SortableNumber.Of((float)(count / all))
            : SortableNumber.Missing;
    }

    /// <summary>The group, and an empty builder; null when no record was added.</summary>
    public VariantGroupBytes? Finish()
    {
        var rows = Rows;
        if (rows == 0)
        {
            return null;
        }

        var output = new PooledText(_pool, (rows * 32) + _ids.Text.Length + 4096);
        WriteInt(output, rows);
        var lengths = output.WrittenCount;
        output.GetSpan(ColumnCount * sizeof(int))[..(ColumnCount * sizeof(int))].Clear();
        output.Advance(ColumnCount * sizeof(int));
        for (var i = 0; i < ColumnCount; i++)
        {
            var start = output.WrittenCount;
            PackedColumn.Write(_columns[i].AsSpan(0, rows), output);
            BinaryPrimitives.WriteInt32LittleEndian(output.WrittenSpan[(lengths + (i * sizeof(int)))..], output.WrittenCount - start);
        }

        foreach (var table in _tables)
        {
            Write(table, output);
            table.Clear();
        }

        // Ids of no record at all are nothing.
        var ids = _ids.Text.Length == rows ? default : _ids.Text;
        WriteInt(output, ids.Length);
        output.Write(ids);
        _ids.Clear();
        Rows = 0;
        return new VariantGroupBytes(output, rows);
    }

    private static void Write(TextTable table, PooledText output)
    {
        WriteInt(output, table.Count);
        for (var i = 0; i < table.Count; i++)
        {
            WriteInt(output, table[i].Length);
            output.Write(table[i]);
        }
    }

    private static void WriteInt(PooledText output, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), value);
        output.Advance(sizeof(int));
    }

    private void BeginRow()
    {
        if (Rows == 0)
        {
            Array.Clear(_seen);
        }

        if (Rows == _columns[0].Length)
        {
            for (var i = 0; i < ColumnCount; i++)
            {
                Array.Resize(ref _columns[i], Rows * 2);
            }
        }

        _genes.Clear();
        _mainGene = -1;
    }

    private void Add(GroupColumn column, int value) => _columns[(int)column][Rows] = value;

    private static int ClassesOf(in VcfRecord record)
    {
        if (!record.Alternates.Contains((byte)','))
        {
            return record.Alternates is [(byte)'.'] ? 0 : 1 << (int)VariantClasses.Of(record.Reference, record.Alternates);
        }

        var classes = 0;
        foreach (var part in record.Alternates.Split((byte)','))
        {
            classes |= record.Alternates[part] is [(byte)'.'] ? 0 : 1 << (int)VariantClasses.Of(record.Reference, record.Alternates[part]);
        }

        return classes;
    }

    private int TermsOf(ulong mask)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_mask, mask);
        return _tables[(int)GroupTable.Terms].Add(_mask);
    }

    private void TakeGene(ReadOnlySpan<byte> name, bool gravest)
    {
        if (name.IsEmpty)
        {
            _mainGene = gravest ? -1 : _mainGene;
            return;
        }

        var table = _tables[(int)GroupTable.Genes];
        var gene = table.Add(name);
        _mainGene = gravest ? gene : _mainGene;
        if (gene >= _seen.Length)
        {
            Array.Resize(ref _seen, Math.Max(_seen.Length * 2, gene + 1));
        }

        // A gene is marked with the number of the row that has it.
        if (_seen[gene] != Rows + 1)
        {
            _seen[gene] = Rows + 1;
            _genes.Add(gene);
        }
    }

    private int GeneSet()
    {
        if (_mainGene >= 0 && _genes[0] != _mainGene)
        {
            _genes.Remove(_mainGene);
            _genes.Insert(0, _mainGene);
        }

        return _tables[(int)GroupTable.GeneSets].Add(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_genes)));
    }
}
