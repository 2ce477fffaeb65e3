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
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ("BZh"u8.ToArray(), "a bzip2 file; unpack it first"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], "an xz file; unpack it first"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file; unpack it first"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Word file"),
        ([0xFF, 0xFE], "text in UTF-16; save it as UTF-8"),
        ([0xFE, 0xFF], "text in UTF-16; save it as UTF-8"),
        ("#\0"u8.ToArray(), "text in UTF-16; save it as UTF-8"),
        ("\0#"u8.ToArray(), "text in UTF-16; save it as UTF-8"),
        ([0x1F, 0x8B], "a gzip file inside another; unpack it once"),
        ("TBI\x01"u8.ToArray(), "a tabix index; upload the file that it belongs to"),
        ("CSI\x01"u8.ToArray(), "an index; upload the file that it belongs to"),
        ("<!DOCTYPE"u8.ToArray(), "a web page"),
        ("<!doctype"u8.ToArray(), "a web page"),
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

    /// <summary>Whether the bytes begin as every VCF must; a byte order mark before that is overlooked.</summary>
    public static bool IsVcf(ReadOnlySpan<byte> head) => (head.StartsWith("\uFEFF"u8) ? head[3..] : head).StartsWith("##fileformat=VCF"u8);

    /// <summary>Why these bytes, as they came or unpacked, cannot begin a VCF; in general words where they are not known as something else.</summary>
    public static VcfException Refuse(ReadOnlySpan<byte> head) =>
        head.IsEmpty ? new VcfException("The file is empty. Choose a VCF file that has been written completely.")
            : NameOf(head.TrimStart(" \r\n"u8)) is { } name
            ? new VcfException($"This is not a VCF but looks like {name}. Upload a .vcf or .vcf.gz file.", 1, "##fileformat")
            : new VcfException("Line 1: the file does not begin with '##fileformat=VCFv4.0' to '…4.5', so it is not a VCF that can be read. Upload a VCF file, plain or compressed with gzip or bgzip.", 1, "##fileformat");

    private static string? NameOf(ReadOnlySpan<byte> head)
    {
        foreach (var (magic, name) in Others)
        {
            if (head.StartsWith(magic))
            {
                return name;
            }
        }

        return null;
    }
}
