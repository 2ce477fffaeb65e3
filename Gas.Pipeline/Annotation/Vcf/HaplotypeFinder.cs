using System.Text;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Looks through a chunk, before it is annotated, for alleles that lie on one haplotype of a transcript. One instance a thread.</summary>
internal sealed class HaplotypeFinder(ReferenceBundle reference, VcfHeader header, Phasing phasing)
{
    private readonly CarrierReader _reader = new(phasing, header.Samples > 0);
    private readonly SplicedSequences _sequences = new(reference);
    private readonly HgvsNucleotide _hgvs = new(reference);
    private readonly CsqWriter _name = new();
    private readonly List<Transcript> _found = [];
    private readonly List<Carrier> _carriers = [];
    private readonly Dictionary<Transcript, List<HaplotypeEdit>> _edits = [];
    private byte[] _contigName = [];
    private int _contig = -1;

    /// <param name="line">Number of the text's first line.</param>
    public HaplotypeCalls Find(ReadOnlySpan<byte> text, long line)
    {
        _edits.Clear();
        foreach (var part in text.Split((byte)'\n'))
        {
            if (VcfRecord.TryParse(text[part], out var record, out _))
            {
                Add(record, line);
            }

            line++;
        }

        var calls = new HaplotypeCalls();
        foreach (var (transcript, edits) in _edits)
        {
            if (edits.Count > 1)
            {
                new HaplotypeBuilder(transcript, _sequences.Of(transcript), edits, calls).Build();
            }
        }

        return calls;
    }

    private void Add(in VcfRecord record, long line)
    {
        if (!record.Chrom.SequenceEqual(_contigName))
        {
            _contigName = record.Chrom.ToArray();
            _contig = reference.FindContig(_contigName);
        }

        if (_contig < 0 || !Ascii.EqualsIgnoreCase(reference.Sequence(_contig, record.Position, record.Reference.Length), record.Reference))
        {
            return;
        }

        reference.FindTranscripts(_contig, record.Position, record.Position + record.Reference.Length, _found);
        if (!_found.Exists(transcript => transcript.IsCoding))
        {
            return;
        }

        _reader.Read(record.Genotypes, line, _carriers);
        var allele = 0;
        foreach (var part in record.Alternates.Split((byte)','))
        {
            allele++;
            if (AlternateAllele.IsBases(record.Alternates[part]) && _carriers.Exists(carrier => carrier.Allele == allele))
            {
                Add(record, Upper(record.Alternates[part]), allele, line);
            }
        }
    }

    private void Add(in VcfRecord record, byte[] alternate, int number, long line)
    {
        var bases = Upper(record.Reference);
        if (bases.AsSpan().SequenceEqual(alternate))
        {
            return;
        }

        var allele = TrimmedAllele.Of(record.Position, bases, alternate);
        var scratch = new byte[(2 * alternate.Length) + 2];
        var carriers = _carriers.Where(carrier => carrier.Allele == number).ToArray();
        foreach (var transcript in _found)
        {
            var edit = transcript.IsCoding ? SplicedEdit.Of(transcript, allele, scratch) : default;
            if (edit is { TouchesExon: true, IsWhole: true } && CodingRegion.IsTouched(transcript, edit))
            {
                _name.Begin();
                _hgvs.WriteTranscript(_name, transcript, allele, new byte[alternate.Length]);
                var name = _name.Written[(_name.Written.IndexOf((byte)':') + 1)..].ToArray();
                (_edits.TryGetValue(transcript, out var edits) ? edits : _edits[transcript] = []).Add(new HaplotypeEdit(line, number, edit.From, edit.To, edit.Inserted.ToArray(), name, carriers));
            }
        }
    }

    private static byte[] Upper(ReadOnlySpan<byte> bases)
    {
        var upper = new byte[bases.Length];
        Ascii.ToUpper(bases, upper, out _);
        return upper;
    }
}
