using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Gas.Pipeline.Jobs;

/// <summary>Names a job; a UUID with at least 74 random bits, so that it cannot be guessed.</summary>
[JsonConverter(typeof(JobIdJsonConverter))]
public readonly record struct JobId(Guid Value) : IParsable<JobId>
{
    /// <summary>A new id; ids made later sort later.</summary>
    public static JobId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>
    /// The id that belongs to an owner's idempotency key: the same pair gives the same id (UUID version 8, RFC 9562 §5.8),
    /// so that a repeated upload meets the row of the first one and no store needs a second index for it.
    /// </summary>
    public static JobId ForKey(UserId owner, string idempotencyKey)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{owner.Value}\n{idempotencyKey}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new JobId(new Guid(hash[..16], bigEndian: true));
    }

    public override string ToString() => Value.ToString("D");

    public static JobId Parse(string s, IFormatProvider? provider = null) => new(Guid.ParseExact(s, "D"));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out JobId result)
    {
        var ok = Guid.TryParseExact(s, "D", out var value);
        result = new JobId(value);
        return ok;
    }

    public static bool TryParse([NotNullWhen(true)] string? s, out JobId result) => TryParse(s, null, out result);
}
