using System.Buffers.Binary;
using System.Buffers.Text;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Embedded;

/// <summary>Where a page ended: the last row's time and id, as 24 bytes in URL-safe base64.</summary>
internal readonly record struct JobCursor(long Submitted, byte[] Id)
{
    private const int Size = sizeof(long) + 16;

    public static string After(Job job)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, SqliteTime.Of(job.SubmittedAt));
        SqliteJobStore.Key(job.Id).CopyTo(bytes[sizeof(long)..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null for what no page has ended with: a cursor comes from a URL, and a broken one means the first page.</summary>
    public static JobCursor? Parse(string? text)
    {
        if (text is null || text.Length > 64 || !Base64Url.IsValid(text, out var length) || length != Size)
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        return new JobCursor(BinaryPrimitives.ReadInt64BigEndian(bytes), bytes[sizeof(long)..]);
    }
}
