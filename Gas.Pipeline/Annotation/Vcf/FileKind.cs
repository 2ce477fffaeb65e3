namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Tells by the first bytes what a file is, whatever its name says.</summary>
internal static class FileKind
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int Needed = 64;

    private static readonly (byte[] Magic, string Name)[] Others =
    [
        ("%PDF"u8.ToArray(), "a PDF document"),
        ("PK\x03\x04"u8.ToArray(), "a ZIP archive (or an Excel or Word file)"),
        ("BAM\x01"u8.ToArray(), "an unpacked BAM file"),
        ("CRAM"u8.ToArray(), "a CRAM file"),
        ("BCF\x02"u8.ToArray(), "a BCF file; 'bcftools view' turns it into a VCF"),
        ("\x89PNG"u8.ToArray(), "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ("BZh"u8.ToArray(), "a bzip2 file; unpack it first"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], "an xz file; unpack it first"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file; unpack it first"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Word file"),
        ([0xFF, 0xFE], "text in UTF-16; save it as UTF-8"),
        ([0xFE, 0xFF], "text in UTF-16; save it as UTF-8"),
        ("<!DOCTYPE"u8.ToArray(), "a web page"),
        ("<html"u8.ToArray(), "a web page"),
        ("<?xml"u8.ToArray(), "an XML file"),
        ("{"u8.ToArray(), "a JSON file"),
        (">"u8.ToArray(), "a FASTA file"),
        ("@"u8.ToArray(), "a FASTQ or SAM file"),
    ];

    public static bool IsGzip(ReadOnlySpan<byte> head) => head.Length >= 2 && head[0] == 0x1F && head[1] == 0x8B;

    /// <summary>A gzip member with the extra field <c>BC</c> (SAM specification, section 4.1).</summary>
    public static bool IsBgzip(ReadOnlySpan<byte> head) =>
        IsGzip(head) && head.Length >= 18 && (head[3] & 4) != 0 && head[12] == (byte)'B' && head[13] == (byte)'C';

    /// <summary>Why these bytes cannot begin a VCF, or null.</summary>
    public static VcfException? Refuse(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return new VcfException("The file is empty. Choose a VCF file that has been written completely.");
        }

        foreach (var (magic, name) in Others)
        {
            if (head.StartsWith(magic))
            {
                return new VcfException($"This is not a VCF but looks like {name}. Upload a .vcf or .vcf.gz file.", 1);
            }
        }

        return null;
    }
}
