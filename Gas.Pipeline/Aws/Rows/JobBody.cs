using System.Buffers.Binary;
using System.Text;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>
/// A whole job in a few hundred bytes, so that its row is about one write unit: a byte for the form, eight that name the write, one that counts the
/// lifted bytes, those bytes, and the rest of the job's JSON, deflated.
/// </summary>
internal static class JobBody
{
    private const byte Form = 1;
    private const int Header = 1 + sizeof(long) + 1;

    private static readonly PrimedDeflate Deflate = new(JobBodyDictionary.Form1);

    /// <param name="token">Names this write of the row: a writer who got no answer finds out whether it was theirs.</param>
    public static byte[] Write(Job job, long token)
    {
        var (text, raw) = LiftedHex.Lift(Encoding.UTF8.GetString(JobJson.Write(job)), job.Id.Value);
        var packed = Deflate.Pack(Encoding.UTF8.GetBytes(text));
        var body = new byte[Header + raw.Length + packed.Length];
        body[0] = Form;
        BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(1), token);
        body[Header - 1] = (byte)(raw.Length / LiftedHex.Unit);
        raw.CopyTo(body, Header);
        packed.CopyTo(body, Header + raw.Length);
        return body;
    }

    /// <exception cref="InvalidDataException">The body was written by a newer version, or is damaged.</exception>
    public static Job Read(JobId id, ReadOnlySpan<byte> body)
    {
        if (body.Length <= Header || body[0] != Form)
        {
            throw new InvalidDataException($"The row of job {id} is of a form that this version does not know. Run the version that wrote it, or a later one.");
        }

        var raw = body.Slice(Header, body[Header - 1] * LiftedHex.Unit);
        var text = Encoding.UTF8.GetString(Deflate.Unpack(body[(Header + raw.Length)..]));
        return JobJson.Read(Encoding.UTF8.GetBytes(LiftedHex.Restore(text, raw, id.Value)));
    }

    public static long TokenOf(ReadOnlySpan<byte> body) => BinaryPrimitives.ReadInt64BigEndian(body[1..]);
}
