using System.IO.Compression;
using System.Text;
using System.Xml;
using Gas.Pipeline.Annotation.Index;

namespace Gas.Pipeline.Variants.Exports;

/// <summary>
/// A workbook (ECMA-376) with the rows of <see cref="VariantCells"/>; further sheets take what one cannot hold. Every cell is text or a number, never a formula.
/// </summary>
internal sealed class XlsxVariantWriter : VariantWriter
{
    private const int MostRows = 1_048_576;
    private const int LongestCell = 32_767;
    private const int Full = 1 << 16;
    private const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly VariantCells _cells;
    private readonly DrainedStream _output;
    private readonly ZipArchive _zip;
    private readonly StringBuilder _text = new();
    private Stream? _sheet;
    private int _sheets;
    private int _rows;

    public XlsxVariantWriter(VariantIndex index, Stream output)
        : base(index)
    {
        (_cells, _output) = (new VariantCells(index), new DrainedStream(output));
        _zip = new ZipArchive(_output, ZipArchiveMode.Create, leaveOpen: true);
    }

    public override Task BeginAsync(IReadOnlyList<string> header, string filter, CancellationToken cancellation)
    {
        BeginSheet();
        return Task.CompletedTask;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        foreach (var row in _cells.Rows(line.Span).ToList())
        {
            if (_rows == MostRows)
            {
                EndSheet();
                BeginSheet();
            }

            AppendRow(row);
            if (_text.Length >= Full)
            {
                Flush();
                await _output.DrainAsync(cancellation);
            }
        }
    }

    public override async Task FinishAsync(CancellationToken cancellation)
    {
        EndSheet();
        var numbers = Enumerable.Range(1, _sheets).ToArray();
        WriteEntry("[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{string.Concat(numbers.Select(number => $"<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"))}</Types>
            """);
        WriteEntry("_rels/.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        WriteEntry("xl/workbook.xml", $"""
            <workbook xmlns="{Namespace}" xmlns:r="{Relations}"><sheets>{string.Concat(numbers.Select(number => $"<sheet name=\"Variants{(number == 1 ? "" : $" {number}")}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"))}</sheets></workbook>
            """);
        WriteEntry("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(numbers.Select(number => $"<Relationship Id=\"rId{number}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"))}</Relationships>
            """);
        _zip.Dispose();
        await _output.DrainAsync(cancellation);
    }

    private void BeginSheet()
    {
        _sheets++;
        _rows = 0;
        _sheet = _zip.CreateEntry($"xl/worksheets/sheet{_sheets}.xml", CompressionLevel.Fastest).Open();
        _text.Append($"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{Namespace}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>""");
        AppendRow(_cells.Titles);
    }

    private void EndSheet()
    {
        _text.Append("</sheetData></worksheet>");
        Flush();
        _sheet!.Dispose();
    }

    private void AppendRow(IEnumerable<string> cells)
    {
        _rows++;
        _text.Append("<row>");
        foreach (var cell in cells)
        {
            if (cell.Length is > 0 and < 15 && !cell.AsSpan().ContainsAnyExceptInRange('0', '9') && (cell.Length == 1 || cell[0] != '0'))
            {
                _text.Append("<c><v>").Append(cell).Append("</v></c>");
            }
            else
            {
                _text.Append("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">").Append(Escaped(cell)).Append("</t></is></c>");
            }
        }

        _text.Append("</row>");
    }

    private static string Escaped(string cell)
    {
        var text = cell.Length > LongestCell ? string.Concat(cell.AsSpan(0, LongestCell - 1), "…") : cell;
        var plain = text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Where(XmlConvert.IsXmlChar));
        return System.Security.SecurityElement.Escape(plain);
    }

    private void Flush()
    {
        _sheet!.Write(Encoding.UTF8.GetBytes(_text.ToString()));
        _text.Clear();
    }

    private void WriteEntry(string name, string xml)
    {
        using var entry = _zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}"""));
    }
}
