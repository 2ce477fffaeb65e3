using System.IO.Compression;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Looks at the beginning of a file while it is uploaded, so that what is plainly no VCF, or of another genome, is refused at once.</summary>
public static class VcfPreflight
{
    /// <summary>Bytes from the front that are worth looking at.</summary>
    public const int Length = 256 * 1024;

    /// <summary>Records whose REF is compared.</summary>
    private const int Compared = 100;

    /// <summary>What is wrong with a file that begins with these bytes, or null as far as can be told.</summary>
    /// <param name="firstBytes">The file's first <see cref="Length"/> bytes, or all of it.</param>
    /// <param name="isWholeFile">Whether these are all bytes of the file.</param>
    public static VcfException? Inspect(ReadOnlyMemory<byte> firstBytes, bool isWholeFile, ReferenceBundle? reference)
    {
        try
        {
            var zipped = FileKind.IsGzip(firstBytes.Span);
            var text = zipped ? Unzip(firstBytes) : firstBytes;
            if (!FileKind.IsVcf(text.Span) && (isWholeFile || text.Length >= FileKind.Needed))
            {
                return FileKind.Refuse(text.Span);
            }

            var header = new VcfHeader();
            var lastLine = text.Span.LastIndexOf((byte)'\n');
            var whole = isWholeFile && !zipped ? text.Span : text.Span[..(lastLine + 1)];
            var end = HeaderReader.Take(whole, header, []);
            if (header.IsComplete)
            {
                return reference is null ? null : FindForeignGenome(header, whole[end..], reference) ?? FindOtherBuild(header, reference) ?? FindForeignBases(whole[end..], reference);
            }

            return isWholeFile && !zipped
                ? new VcfException($"The file ends after line {header.Lines}, before the line that begins with '#CHROM' and names the columns. It was cut off, or is not a VCF.", header.Lines, "header")
                : lastLine < 0 && text.Length >= 4096 ? new VcfException("The first line does not end within 4,096 bytes, so this is not a VCF. Upload a .vcf or .vcf.gz file.", 1) : null;
        }
        catch (VcfException fault)
        {
            return fault;
        }
        catch (InvalidDataException fault)
        {
            return new VcfException("The compressed file is damaged at its very beginning. Upload it again from the original.", inner: fault);
        }
    }

    /// <summary>
    /// A file whose header gives most contigs other lengths than a known assembly has was called against another version of the genome. Of a reference that is
    /// none (a part of a genome, a lab's own) nobody can tell: its sequence judges, and the lengths are a warning.
    /// </summary>
    internal static VcfException? FindOtherBuild(VcfHeader header, ReferenceBundle reference)
    {
        var shared = header.ContigLengths.Select(contig => (contig.Name, contig.Length, Index: reference.FindContig(System.Text.Encoding.UTF8.GetBytes(contig.Name)))).Where(contig => contig.Index >= 0).ToList();
        var other = shared.FindAll(contig => contig.Length != reference.Contigs[contig.Index].Length);
        if (other.Count * 2 <= shared.Count || Assemblies.Recognise(reference.Contigs.Select(contig => (contig.Name, (long)contig.Length))) is null)
        {
            return null;
        }

        var (name, length, index) = other[0];
        var build = Assemblies.Recognise(header.ContigLengths) is { } known ? $"The file was called against {known}" : "The file was called against another version of the genome";
        return new VcfException($"{build}, not {reference.Title}: {name} has {length:N0} bases in its header but {reference.Contigs[index].Length:N0} in the reference. Choose the reference that it was called against, or convert the file first.", field: "##contig");
    }

    /// <summary>A file of which most of the first REF alleles are not what the reference has there.</summary>
    private static VcfException? FindForeignBases(ReadOnlySpan<byte> records, ReferenceBundle reference)
    {
        var (compared, different) = (0, 0);
        foreach (var part in records.Split((byte)'\n'))
        {
            if (compared == Compared || !reference.HasSequence)
            {
                break;
            }

            if (VcfRecord.TryParse(records[part], out var record, out _) && record.Position > 0 && reference.FindContig(record.Chrom) is >= 0 and var contig)
            {
                compared++;
                different += System.Text.Ascii.EqualsIgnoreCase(reference.Sequence(contig, record.Position, record.Reference.Length), record.Reference) || record.Reference[0] is (byte)'N' ? 0 : 1;
            }
        }

        return different < 10 || different * 2 <= compared
            ? null
            : new VcfException($"{different} of the first {compared} REF alleles do not match {reference.Title}. The file was called against another reference, or another version of it: choose that one.", field: "REF");
    }

    private static VcfException? FindForeignGenome(VcfHeader header, ReadOnlySpan<byte> records, ReferenceBundle reference)
    {
        var names = header.Contigs.ToHashSet();
        foreach (var part in records.Split((byte)'\n'))
        {
            var line = records[part];
            if (line.IndexOf((byte)'\t') is > 0 and var tab)
            {
                names.Add(System.Text.Encoding.UTF8.GetString(line[..tab]));
            }
        }

        return names.Count == 0 || names.Any(name => reference.FindContig(System.Text.Encoding.UTF8.GetBytes(name)) >= 0) ? null : ForeignGenome(names, reference);
    }

    /// <summary>The sentence for a file of which no contig is in the reference.</summary>
    internal static VcfException ForeignGenome(IEnumerable<string> names, ReferenceBundle reference)
    {
        var some = names.Take(4).Select(name => name.Length > 40 ? name[..40] + "…" : name).ToArray();
        return new VcfException($"None of the contigs in this file ({string.Join(", ", some.Take(3))}{(some.Length > 3 ? ", …" : "")}) is part of {reference.Title}. Choose the reference that the file was called against.", field: "CHROM");
    }

    /// <summary>As much as can be unpacked of the bytes at hand.</summary>
    private static ReadOnlyMemory<byte> Unzip(ReadOnlyMemory<byte> packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        var text = new byte[4 * Length];
        var length = 0;
        try
        {
            while (length < text.Length && gzip.Read(text, length, text.Length - length) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (InvalidDataException) when (length > 0)
        {
            // Cut off in the middle of a block, as it must be when only the beginning is at hand.
        }

        return text.AsMemory(0, length);
    }
}
