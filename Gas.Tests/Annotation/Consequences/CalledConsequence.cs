using System.Buffers;
using System.Text;
using Gas.Pipeline.Annotation.Consequences;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>One CSQ entry, read back by the names of its fields.</summary>
internal sealed record CalledConsequence(IReadOnlyDictionary<string, string> Fields)
{
    private static readonly string[] Names = ConsequenceCaller.Description.Split("Format: ")[1].Split('|');

    public string this[string field] => Fields[field];

    public string[] Terms => this["Consequence"].Split('&');

    /// <summary>The protein change without the accession, for example <c>p.Asp614Gly</c>.</summary>
    public string Protein => this["HGVSp"].Split(':')[^1].Replace("%3D", "=");

    /// <summary>The coding change without the accession, for example <c>c.1841A&gt;G</c>.</summary>
    public string Coding => this["HGVSc"].Split(':')[^1];

    /// <summary>The value of CSQ; empty for none.</summary>
    public static string Text(ConsequenceCaller caller, string contig, int position, string reference, string alternates)
    {
        var output = new ArrayBufferWriter<byte>();
        caller.Call(caller.Reference.FindContig(Encoding.ASCII.GetBytes(contig)), position, Encoding.ASCII.GetBytes(reference), Encoding.ASCII.GetBytes(alternates), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static List<CalledConsequence> Of(ConsequenceCaller caller, string contig, int position, string reference, string alternates)
    {
        var output = new ArrayBufferWriter<byte>();
        var index = caller.Reference.FindContig(Encoding.ASCII.GetBytes(contig));
        var called = caller.Call(index, position, Encoding.ASCII.GetBytes(reference), Encoding.ASCII.GetBytes(alternates), output);
        var entries = Encoding.UTF8.GetString(output.WrittenSpan).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
        Assert.Equal(called is null, entries.Count == 0);
        Assert.Equal(called?.Term, entries.FirstOrDefault()?.Terms[0]);
        return entries;
    }

    /// <summary>The entries of a variant of SARS-CoV-2.</summary>
    public static List<CalledConsequence> OfSarsCoV2(int position, string reference, string alternates)
    {
        var bundle = Genome.SharedData.SarsCoV2;
        Assert.Equal(reference, Encoding.ASCII.GetString(bundle.Sequence(0, position, reference.Length)));
        return Of(new ConsequenceCaller(bundle), "NC_045512.2", position, reference, alternates);
    }

    private static CalledConsequence Parse(string entry)
    {
        var values = entry.Split('|');
        Assert.Equal(Names.Length, values.Length);
        return new CalledConsequence(Names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second));
    }
}
