using System.Text;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation.Known;

/// <summary>Turns a VCF into a <see cref="KnownFile"/>: an entry for each allele, normalised as those that are looked up will be.</summary>
internal sealed class KnownCompiler(ReferenceBundle reference, KnownSource source)
{
    private byte[] upper = new byte[1024];
    private byte[] scratch = new byte[1024];
    private string[] fields = [];
    private FieldDefinition[] definitions = [];
    private byte[][] keys = [];
    private long records;
    private long foreign;
    private long mismatched;

    /// <exception cref="ReferenceException">The file cannot be read, is not sorted, or lacks a field; the message says where.</exception>
    public async Task<KnownReport> CompileAsync(Stream output, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(source.Path);
            await using var vcf = await VcfSource.OpenAsync(file, cancellation);
            var lines = new LineChunker(vcf);
            var (header, rest) = await HeaderReader.ReadAsync(lines, [], cancellation);
            var columns = Choose(header);
            var writer = new KnownFileWriter(output, source.Name, columns, reference.Contigs.Count);
            for (var chunk = rest ?? await lines.ReadAsync(cancellation); chunk is not null; chunk = await lines.ReadAsync(cancellation))
            {
                Take(chunk, columns, writer);
            }

            writer.Finish();
            return new KnownReport(source.Name, records, writer.Alleles, foreign, mismatched);
        }
        catch (VcfException fault)
        {
            throw new ReferenceException($"{source.Path}: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ReferenceException($"{source.Path} cannot be read: {fault.Message}", fault);
        }
    }

    private List<string> Choose(VcfHeader header)
    {
        var wished = source.Fields.Count > 0 ? source.Fields : [.. KnownSource.Usual.Where(field => field == "ID" || header.DeclaresInfo(field))];
        if (wished.FirstOrDefault(field => field != "ID" && !header.DeclaresInfo(field)) is { } missing)
        {
            throw new ReferenceException($"{source.Path} has no field {missing} in its header. It has ID and {string.Join(", ", header.Info.Keys.Where(header.DeclaresInfo))}.");
        }

        fields = [.. wished];
        definitions = [.. wished.Select(field => field == "ID" ? new FieldDefinition("1", "String") : header.Info[field])];
        keys = [.. wished.Select(field => Encoding.UTF8.GetBytes(field + "="))];
        return [.. wished.Select(field => KnownColumn.For(source.Name, field)).Distinct()];
    }

    private void Take(TextChunk chunk, List<string> columns, KnownFileWriter writer)
    {
        using var owned = chunk;
        var number = chunk.FirstLine;
        for (var rest = chunk.Text; !rest.IsEmpty; number++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            line = line is [.., (byte)'\r'] ? line[..^1] : line;
            if (!VcfRecord.TryParse(line, out var record, out var fault))
            {
                throw new ReferenceException($"Line {number} of {source.Path}: {fault.Field}: {fault.Message}");
            }

            records++;
            if (!TryTake(record, columns, writer))
            {
                throw new ReferenceException($"Line {number} of {source.Path}: the records are not sorted by contig and position. Sort the file first (bcftools sort does).");
            }
        }
    }

    private bool TryTake(in VcfRecord record, List<string> columns, KnownFileWriter writer)
    {
        var contig = reference.FindContig(record.Chrom);
        if (contig < 0 || record.Position < 1)
        {
            foreign++;
            return true;
        }

        var bases = UpperCase(record.Reference, record.Alternates);
        var referenceAllele = bases[..record.Reference.Length];
        if (reference.HasSequence && !reference.Sequence(contig, record.Position, referenceAllele.Length).SequenceEqual(referenceAllele))
        {
            mismatched++;
            return true;
        }

        var alternates = bases[record.Reference.Length..];
        var number = 0;
        foreach (var part in alternates.Split((byte)','))
        {
            var alternate = alternates[part];
            if (AlleleKinds.IsSequence(alternate) && !alternate.SequenceEqual(referenceAllele))
            {
                var trimmed = TrimmedAllele.Of(record.Position, referenceAllele, alternate);
                var allele = NormalisedAllele.Of(reference, contig, trimmed.Start, trimmed.Deleted, trimmed.Inserted, scratch);
                var key = AlleleKey.Of(allele.Deleted, allele.Inserted);
                if (!writer.TryAdd(contig, allele.Start, key, Texts(record, number, columns, allele, key)))
                {
                    return false;
                }
            }

            number++;
        }

        return true;
    }

    private string[] Texts(in VcfRecord record, int allele, List<string> columns, in NormalisedAllele normalised, ulong key)
    {
        var texts = new string[columns.Count + 1];
        Array.Fill(texts, "");
        texts[0] = AlleleKey.IsHashed(key) ? $"{Encoding.ASCII.GetString(normalised.Deleted)}/{Encoding.ASCII.GetString(normalised.Inserted)}" : "";
        for (var i = 0; i < fields.Length; i++)
        {
            var value = definitions[i].Type == "Flag"
                ? InfoColumn.HasFlag(record.Info, keys[i].AsSpan()[..^1]) ? "1" : ""
                : KnownText.Value(definitions[i], fields[i] == "ID" ? record.Id : InfoColumn.Find(record.Info, keys[i]), allele);
            if (value.Length > 0)
            {
                var column = KnownColumn.For(source.Name, fields[i]);
                ref var text = ref texts[columns.IndexOf(column) + 1];
                value = column == KnownColumn.Ids ? KnownText.Id(source.Name, fields[i], value) : value;
                text = text.Length == 0 ? value : $"{value}&{text}";
            }
        }

        return texts;
    }

    private ReadOnlySpan<byte> UpperCase(ReadOnlySpan<byte> referenceAllele, ReadOnlySpan<byte> alternates)
    {
        var length = referenceAllele.Length + alternates.Length;
        if (upper.Length < length)
        {
            (upper, scratch) = (new byte[2 * length], new byte[2 * length]);
        }

        Ascii.ToUpper(referenceAllele, upper, out _);
        Ascii.ToUpper(alternates, upper.AsSpan(referenceAllele.Length), out _);
        return upper.AsSpan(0, length);
    }
}
