using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gas.Blazor.Hosting;

namespace Gas.Blazor.Account;

/// <summary>The certificates that seal the keys of cookies, links and secret fields where they are kept (<c>Accounts:KeysCertificate</c>).</summary>
internal static class KeyCertificates
{
    /// <param name="paths">Separated by commas: the first seals and opens, the others open what they have sealed in their time.</param>
    /// <exception cref="StartException">A file is missing or is no certificate with an RSA key.</exception>
    public static X509Certificate2[] Read(string? paths, string? password) =>
        [.. (paths ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(path => ReadOne(path, password))];

    private static X509Certificate2 ReadOne(string path, string? password)
    {
        try
        {
            var certificate = !path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase) ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
                : string.IsNullOrEmpty(password) ? X509Certificate2.CreateFromPemFile(path)
                : X509Certificate2.CreateFromEncryptedPemFile(path, password);
            using var key = certificate.GetRSAPrivateKey();
            return key is not null ? certificate : throw new CryptographicException("It has no private RSA key.");
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartException($"Accounts:KeysCertificate must name PFX or PEM files, each with a certificate and its RSA key, and Accounts:KeysPassword open them; '{path}' cannot be read: {fault.Message}");
        }
    }
}
