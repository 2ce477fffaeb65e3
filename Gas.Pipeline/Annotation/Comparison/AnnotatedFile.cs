using System.Globalization;
using System.IO.Compression;

namespace Gas.Pipeline.Annotation.Comparison;

/// <summary>Reads an annotated VCF, plain or compressed, record by record.</summary>
internal sealed class AnnotatedFile : IDisposable
{
    private readonly string _name;
    private readonly StreamReader _reader;
    private long _line;

    private AnnotatedFile(string name, StreamReader reader) => (_name, _reader) = (name, reader);

    /// <summary>The names of the fields of CSQ, in their order.</summary>
    public string[] Fields { get; private set; } = [];

    /// <summary>Contigs in the order of the header.</summary>
    public List<string> Contigs { get; } = [];

    /// <summary>What the header says of program, reference and options.</summary>
    public List<string> Provenance { get; } = [];

    /// <exception cref="VcfException">The file is no annotated VCF.</exception>
    public static async Task<AnnotatedFile> OpenAsync(string name, Stream stream, CancellationToken cancellation)
    {
        var magic = new byte[2];
        var read = await stream.ReadAtLeastAsync(magic, 2, throwOnEndOfStream: false, cancellation);
        var whole = new Vcf.HeadedStream(magic.AsMemory(0, read), stream);
        var file = new AnnotatedFile(name, new StreamReader(magic is [0x1f, 0x8b] ? new GZipStream(whole, CompressionMode.Decompress) : whole));
        await file.ReadHeaderAsync(cancellation);
        return file;
    }

    /// <summary>The next record, or null at the end.</summary>
    /// <exception cref="VcfException">A line is no record.</exception>
    public async Task<AnnotatedRecord?> ReadAsync(CancellationToken cancellation)
    {
        if (await NextLineAsync(cancellation) is not { } line)
        {
            return null;
        }

        var columns = line.Split('\t', 9);
        if (columns.Length < 8 || !int.TryParse(columns[1], NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            throw new VcfException($"Line {_line} of {_name} is no VCF record.", _line);
        }

        var csq = Array.Find(columns[7].Split(';'), field => field.StartsWith("CSQ=", StringComparison.Ordinal))?[4..] ?? "";
        return new AnnotatedRecord(columns[0], position, columns[3], columns[4], csq);
    }

    public void Dispose() => _reader.Dispose();

    private async Task ReadHeaderAsync(CancellationToken cancellation)
    {
        while (await NextLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("#CHROM", StringComparison.Ordinal))
            {
                if (Fields.Length == 0)
                {
                    throw new VcfException($"{_name} is not annotated: its header describes no CSQ field.", field: "header");
                }

                return;
            }

            Take(line);
        }

        throw new VcfException($"{_name} is no VCF: the line that begins with '#CHROM' is missing.", field: "header");
    }

    private void Take(string line)
    {
        if (line.StartsWith("##INFO=<ID=CSQ,", StringComparison.Ordinal) && line.Split("Format: ") is [_, var format])
        {
            Fields = format.TrimEnd('>', '"').Split('|');
        }
        else if (line.StartsWith("##contig=<", StringComparison.Ordinal) && line.IndexOf("ID=", StringComparison.Ordinal) is > 0 and var at)
        {
            Contigs.Add(line[(at + 3)..].Split(',', '>')[0]);
        }
        else if (line.StartsWith("##gas_", StringComparison.Ordinal))
        {
            Provenance.Add(line[2..]);
        }
    }

    private async Task<string?> NextLineAsync(CancellationToken cancellation)
    {
        try
        {
            _line++;
            return await _reader.ReadLineAsync(cancellation);
        }
        catch (InvalidDataException fault)
        {
            throw new VcfException($"{_name} is damaged or cut off near line {_line}.", _line, inner: fault);
        }
    }
}
