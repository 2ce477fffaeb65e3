using System.Buffers.Binary;
using System.Buffers.Text;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Ports;

/// <summary>A place in the list of jobs, newest first: below the job that was shown last.</summary>
internal readonly record struct JobCursor(long Submitted, Guid Id)
{
    private const int Size = sizeof(long) + 16;

    /// <summary>Above every job.</summary>
    public static readonly JobCursor Top = new(long.MaxValue, Guid.AllBitsSet);

    public static JobCursor Below(Job job) => new(job.SubmittedAt.UtcTicks, job.Id.Value);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Submitted);
        Id.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Whatever a browser sends: what is no cursor means the first page.</summary>
    public static JobCursor Parse(string? text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        return text is { Length: Size * 4 / 3 } && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == Size
            ? new JobCursor(BinaryPrimitives.ReadInt64BigEndian(bytes), new Guid(bytes[sizeof(long)..], bigEndian: true))
            : Top;
    }
}
