using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Virtool.App.Api;

/// <summary>
/// A workbook of one sheet as Office Open XML (ECMA-376, part 1): titles in bold Calibri, text and numbers. Text is inline, so that no cell is ever taken for
/// a formula.
/// </summary>
internal static class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const int LongestSheetName = 31;
    private const int LongestText = 32_767;

    private const string Types = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
        """;

    private const string PackageRelations = $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """;

    private const string BookRelations = $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
        """;

    private const string Styles = $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>
        """;

    /// <summary>The bytes of the workbook.</summary>
    /// <param name="sheet">The sheet's name; cut to 31 characters.</param>
    /// <param name="titles">The first row.</param>
    /// <param name="rows">The others: texts, and numbers of any kind.</param>
    public static byte[] Of(string sheet, IReadOnlyList<string> titles, IEnumerable<IReadOnlyList<object>> rows)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "[Content_Types].xml", Types);
            Add(archive, "_rels/.rels", PackageRelations);
            Add(archive, "xl/_rels/workbook.xml.rels", BookRelations);
            Add(archive, "xl/styles.xml", Styles);
            Add(archive, "xl/workbook.xml", xml => WriteBook(xml, sheet));
            Add(archive, "xl/worksheets/sheet1.xml", xml => WriteSheet(xml, titles, rows));
        }

        return memory.ToArray();
    }

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    private static void Add(ZipArchive archive, string name, Action<XmlWriter> write)
    {
        using var entry = archive.CreateEntry(name).Open();
        using var xml = XmlWriter.Create(entry, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false });
        write(xml);
    }

    private static void WriteBook(XmlWriter xml, string sheet)
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteStartElement("sheets", Main);
        xml.WriteStartElement("sheet", Main);
        xml.WriteAttributeString("name", sheet.Length > LongestSheetName ? sheet[..LongestSheetName] : sheet);
        xml.WriteAttributeString("sheetId", "1");
        xml.WriteAttributeString("r", "id", Relations, "rId1");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteSheet(XmlWriter xml, IReadOnlyList<string> titles, IEnumerable<IReadOnlyList<object>> rows)
    {
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetData", Main);
        WriteRow(xml, titles, style: "1");
        foreach (var row in rows)
        {
            WriteRow(xml, row, style: null);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteRow(XmlWriter xml, IReadOnlyList<object> cells, string? style)
    {
        xml.WriteStartElement("row", Main);
        foreach (var cell in cells)
        {
            xml.WriteStartElement("c", Main);
            if (style is not null)
            {
                xml.WriteAttributeString("s", style);
            }

            WriteValue(xml, cell);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteValue(XmlWriter xml, object cell)
    {
        if (cell is not string text)
        {
            xml.WriteElementString("v", Main, Convert.ToString(cell, CultureInfo.InvariantCulture));
            return;
        }

        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is", Main);
        xml.WriteStartElement("t", Main);
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(Plain(text));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    // Characters that XML has no place for would make the workbook unreadable.
    private static string Plain(string text) => string.Concat((text.Length > LongestText ? text[..LongestText] : text).Where(XmlConvert.IsXmlChar));
}
