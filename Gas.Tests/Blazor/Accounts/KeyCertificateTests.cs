using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gas.Blazor.Account;
using Gas.Blazor.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts;

public sealed class KeyCertificateTests : IDisposable
{
    private const string Password = "opens the file";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-keys-");

    [Fact]
    public void Keys_are_sealed_and_open_after_the_certificate_was_changed()
    {
        var (old, next) = (Make("old.pfx"), Make("next.pem"));
        string text;
        using (var before = Build(old))
        {
            text = Protector(before).Protect("a secret");
        }

        var key = File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(_data.FullName, "keys"), "*.xml")));
        Assert.Contains("EncryptedData", key, StringComparison.Ordinal);
        Assert.DoesNotContain("<value>", key, StringComparison.Ordinal);
        using var after = Build($"{next}, {old}");
        Assert.Equal("a secret", Protector(after).Unprotect(text));
        using var without = Build(next);
        Assert.Throws<CryptographicException>(() => Protector(without).Unprotect(text));
    }

    [Theory]
    [InlineData("missing.pfx")]
    [InlineData("missing.pem")]
    [InlineData("text.pfx")]
    public void What_is_no_certificate_stops_the_start_with_a_sentence(string name)
    {
        File.WriteAllText(Path.Combine(_data.FullName, "text.pfx"), "no certificate");
        var refused = Assert.Throws<StartException>(() => Build(Path.Combine(_data.FullName, name)));
        Assert.Contains("Accounts:KeysCertificate", refused.Message, StringComparison.Ordinal);
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static IDataProtector Protector(ServiceProvider services) => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private string Make(string name)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=gas", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var path = Path.Combine(_data.FullName, name);
        if (name.EndsWith(".pem", StringComparison.Ordinal))
        {
            var sealing = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
            File.WriteAllText(path, $"{certificate.ExportCertificatePem()}\n{key.ExportEncryptedPkcs8PrivateKeyPem(Password, sealing)}");
        }
        else
        {
            File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, Password));
        }

        return path;
    }

    private ServiceProvider Build(string certificates)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Embedded:DataPath"] = _data.FullName,
            ["Accounts:KeysCertificate"] = certificates,
            ["Accounts:KeysPassword"] = Password,
        }).Build();
        return new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddAccounts(configuration).BuildServiceProvider();
    }
}
