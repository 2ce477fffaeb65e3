using System.Security.Cryptography;
using Gas.Pipeline.Jobs;

namespace Gas.Tests.Browser;

/// <summary>A job of the walk, and what its owner downloaded when it was fresh.</summary>
internal sealed record WalkedJob(JobId Id, string File, byte[] Input, string ResultSha256, byte[] Log)
{
    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
