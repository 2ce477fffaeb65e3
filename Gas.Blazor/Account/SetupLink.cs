using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gas.Blazor.Account;

/// <summary>
/// The one-time link that makes the first account. Only the token's hash is kept, and only in memory: a restart prints a fresh link and
/// the old one is void.
/// </summary>
public sealed class SetupLink : IDisposable
{
    private const int TokenBytes = 32;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private byte[]? _hash;

    /// <summary>A new token; an earlier one is void from here on.</summary>
    public string Issue()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        Volatile.Write(ref _hash, Hash(token));
        return token;
    }

    public bool Fits(string? token) =>
        token is not null && Volatile.Read(ref _hash) is { } hash && CryptographicOperations.FixedTimeEquals(hash, Hash(token));

    /// <summary>Runs <paramref name="use"/> if the token fits, one caller at a time; the token is spent when that gives true.</summary>
    /// <returns>False when the token does not fit, or has been spent.</returns>
    public async Task<bool> UseAsync(string? token, Func<Task<bool>> use, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (!Fits(token))
            {
                return false;
            }

            if (await use())
            {
                Volatile.Write(ref _hash, null);
            }

            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
