using System.Globalization;
using System.Text.Json;
using Gas.Pipeline.Annotation.Index;

namespace Gas.Pipeline.Variants.Exports;

/// <summary>A record as a JSON object.</summary>
public static class VariantJson
{
    public static void Write(Utf8JsonWriter json, VariantRecord record, VariantIndex index)
    {
        json.WriteStartObject();
        json.WriteString("contig", record.Contig);
        json.WriteNumber("position", long.Parse(record.Position, CultureInfo.InvariantCulture));
        WriteList(json, "ids", record.Id, ';');
        json.WriteString("reference", record.Reference);
        WriteList(json, "alternates", record.Alternates, ',');
        WriteNumber(json, "quality", record.Quality);
        WriteList(json, "filter", record.Filter, ';');
        json.WriteStartObject("info");
        foreach (var (key, value) in record.Info.DistinctBy(pair => pair.Key))
        {
            if (value.Length == 0)
            {
                json.WriteBoolean(key, true);
            }
            else
            {
                json.WriteString(key, value);
            }
        }

        json.WriteEndObject();
        json.WriteStartArray("consequences");
        foreach (var entry in record.Consequences)
        {
            json.WriteStartObject();
            foreach (var (name, value) in index.Layout.Fields.Zip(entry).Where(pair => pair.Second.Length > 0))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteSamples(json, record, index);
        json.WriteEndObject();
    }

    private static void WriteSamples(Utf8JsonWriter json, VariantRecord record, VariantIndex index)
    {
        if (record.Samples.Count == 0)
        {
            return;
        }

        var keys = record.Format.Split(':');
        json.WriteStartObject("samples");
        foreach (var (name, sample) in index.Samples.Zip(record.Samples).DistinctBy(pair => pair.First))
        {
            json.WriteStartObject(name);
            foreach (var (key, value) in keys.Zip(sample.Split(':')).DistinctBy(pair => pair.First))
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, string joined, char separator)
    {
        json.WriteStartArray(name);
        foreach (var item in joined == "." ? [] : joined.Split(separator))
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
