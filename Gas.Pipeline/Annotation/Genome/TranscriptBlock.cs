namespace Gas.Pipeline.Annotation.Genome;

/// <summary>The transcripts of one contig as bytes: a table of the strings that repeat, then each transcript, with places as differences in variable-length integers.</summary>
internal static class TranscriptBlock
{
    public static byte[] Write(IReadOnlyList<Transcript> transcripts)
    {
        var strings = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            var start = 0;
            foreach (var transcript in transcripts)
            {
                Write(writer, transcript, start, text => PlaceOf(text));
                start = transcript.Start;
            }
        }

        var block = new MemoryStream();
        using (var writer = new BinaryWriter(block, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write7BitEncodedInt(strings.Count);
            strings.ForEach(writer.Write);
            writer.Write(body.GetBuffer(), 0, (int)body.Length);
        }

        return block.ToArray();

        int PlaceOf(string text)
        {
            if (!places.TryGetValue(text, out var place))
            {
                places[text] = place = strings.Count;
                strings.Add(text);
            }

            return place;
        }
    }

    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static Transcript[] Read(byte[] block, int contig, int count)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(block), System.Text.Encoding.UTF8);
            var strings = new string[reader.Read7BitEncodedInt()];
            for (var i = 0; i < strings.Length; i++)
            {
                strings[i] = reader.ReadString();
            }

            var transcripts = new Transcript[count];
            var start = 0;
            for (var i = 0; i < count; i++)
            {
                transcripts[i] = Read(reader, strings, contig, start);
                start = transcripts[i].Start;
            }

            return transcripts;
        }
        catch (Exception damage) when (damage is EndOfStreamException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("it is damaged", damage);
        }
    }

    private static void Write(BinaryWriter writer, Transcript transcript, int previous, Func<string, int> place)
    {
        writer.Write7BitEncodedInt(place(transcript.GeneId));
        writer.Write7BitEncodedInt(place(transcript.GeneSymbol));
        writer.Write7BitEncodedInt(place(transcript.Biotype));
        writer.Write(transcript.Id);
        writer.Write(transcript.Accession == transcript.Id ? "" : transcript.Accession);
        writer.Write(transcript.ProteinId ?? "");
        writer.Write((byte)((transcript.Strand == Strand.Reverse ? 1 : 0) | (transcript.StartIncomplete ? 2 : 0) | (transcript.EndIncomplete ? 4 : 0) | (transcript.Phase << 3)));
        writer.Write((byte)transcript.GeneticCode.Table);
        writer.Write7BitEncodedInt(transcript.CodingStart + 1);
        writer.Write7BitEncodedInt(transcript.CodingEnd + 1);
        writer.Write7BitEncodedInt(transcript.Start - previous);
        writer.Write7BitEncodedInt(transcript.Exons.Count);
        var (reached, number) = (transcript.Start, 0);
        foreach (var exon in transcript.ExonSpan)
        {
            writer.Write7BitEncodedInt(ZigZag(exon.Start - reached));
            writer.Write7BitEncodedInt(exon.Length);
            writer.Write((byte)(exon.Number - number));
            (reached, number) = (exon.End, exon.Number);
        }

        writer.Write7BitEncodedInt(transcript.Recoded.Count);
        foreach (var codon in transcript.RecodedSpan)
        {
            writer.Write7BitEncodedInt(codon.Offset);
            writer.Write(codon.AminoAcid);
        }
    }

    private static Transcript Read(BinaryReader reader, string[] strings, int contig, int previous)
    {
        var (geneId, symbol, biotype) = (strings[reader.Read7BitEncodedInt()], strings[reader.Read7BitEncodedInt()], strings[reader.Read7BitEncodedInt()]);
        var (id, accession, protein) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
        var names = new TranscriptNames(id, accession.Length == 0 ? id : accession, protein.Length == 0 ? null : protein, geneId, symbol, biotype);
        var flags = reader.ReadByte();
        var code = GeneticCode.OfTable(reader.ReadByte());
        var (codingStart, codingEnd) = (reader.Read7BitEncodedInt() - 1, reader.Read7BitEncodedInt() - 1);
        var reached = previous + reader.Read7BitEncodedInt();
        var exons = new Exon[reader.Read7BitEncodedInt()];
        var (offset, number) = (0, 0);
        for (var i = 0; i < exons.Length; i++)
        {
            var start = reached + UnZigZag(reader.Read7BitEncodedInt());
            var length = reader.Read7BitEncodedInt();
            number += reader.ReadByte();
            exons[i] = new Exon(start, start + length - 1, offset, number);
            (reached, offset) = (start + length - 1, offset + length);
        }

        var count = reader.Read7BitEncodedInt();
        var recoded = count == 0 ? [] : new RecodedCodon[count];
        for (var i = 0; i < recoded.Length; i++)
        {
            recoded[i] = new RecodedCodon(reader.Read7BitEncodedInt(), reader.ReadByte());
        }

        return new Transcript(names, contig, (flags & 1) != 0 ? Strand.Reverse : Strand.Forward, code, exons, codingStart, codingEnd, flags >> 3, (flags & 2) != 0, (flags & 4) != 0, recoded);
    }

    private static int ZigZag(int value) => (value << 1) ^ (value >> 31);

    private static int UnZigZag(int value) => (int)((uint)value >> 1) ^ -(value & 1);
}
