using System.Text;

namespace Gas.Tests.Annotation.Vcf;

/// <summary>Breaks a file in a few places at random.</summary>
internal static class Mutation
{
    private static readonly string[] Pieces = ["\t", "\n", "\r\n", "\0", ",", ";", ":", "|", "/", "=", "<", ">", "[", "]", "*", ".", "-1", "0", "2147483647", "2147483648", "99999999999999999999", "NaN", "N", "acgt", "<DEL>", "<DUP:TANDEM>", "]:1]", "END=1", "END=2147483647", "é", "CSQ=a|b", "%3D", new string('A', 5000)];

    /// <summary>Mostly among the records: a broken header ends the matter at once.</summary>
    public static byte[] Of(byte[] file, Random random)
    {
        var header = random.Next(5) == 0 ? -1 : file.AsSpan().IndexOf("\n#CHROM"u8);
        var records = header < 0 ? 0 : header + 2 + file.AsSpan(header + 1).IndexOf((byte)'\n');
        return [.. file[..records], .. Broken(file[records..], random)];
    }

    private static byte[] Broken(byte[] file, Random random)
    {
        for (var left = 1 + random.Next(4); left > 0; left--)
        {
            file = random.Next(7) switch
            {
                0 => Flip(file, random),
                1 => Insert(file, random),
                2 => file[..random.Next(file.Length + 1)],
                3 => Cut(file, random),
                4 or 5 => Lines(file, random),
                _ => Fields(file, random),
            };
        }

        return file;
    }

    private static byte[] Flip(byte[] file, Random random)
    {
        var broken = file.ToArray();
        for (var i = random.Next(1, 10); i > 0 && broken.Length > 0; i--)
        {
            broken[random.Next(broken.Length)] = (byte)random.Next(256);
        }

        return broken;
    }

    private static byte[] Insert(byte[] file, Random random)
    {
        var at = random.Next(file.Length + 1);
        return [.. file[..at], .. Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]), .. file[at..]];
    }

    private static byte[] Cut(byte[] file, Random random)
    {
        var at = random.Next(file.Length + 1);
        return [.. file[..at], .. file[Math.Min(file.Length, at + random.Next(100))..]];
    }

    /// <summary>Doubles, drops, swaps or moves a line.</summary>
    private static byte[] Lines(byte[] file, Random random)
    {
        var lines = Encoding.Latin1.GetString(file).Split('\n').ToList();
        var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(3))
        {
            case 0:
                lines.Insert(other, lines[one]);
                break;
            case 1:
                lines.RemoveAt(one);
                break;
            default:
                (lines[one], lines[other]) = (lines[other], lines[one]);
                break;
        }

        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    /// <summary>Puts something else into one column of one line.</summary>
    private static byte[] Fields(byte[] file, Random random)
    {
        var lines = Encoding.Latin1.GetString(file).Split('\n');
        var line = random.Next(lines.Length);
        var columns = lines[line].Split('\t');
        columns[random.Next(columns.Length)] = Pieces[random.Next(Pieces.Length)];
        lines[line] = string.Join('\t', columns);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }
}
