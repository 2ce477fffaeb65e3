using QRCoder;

namespace Gas.Blazor.Account.SecondFactor;

/// <summary>How an authenticator app is told a key: as an address in a QR code, or typed by hand.</summary>
internal static class AuthenticatorLink
{
    private const string Service = "GAS";

    /// <summary>In groups of four small letters, as people read it.</summary>
    public static string Readable(string key) => string.Join(' ', key.ToLowerInvariant().Chunk(4).Select(part => new string(part)));

    /// <summary>The address as all apps know it (Google Authenticator's key URI format).</summary>
    public static string AddressOf(string key, string email, string host)
    {
        var issuer = Uri.EscapeDataString($"{Service} ({host})");
        return $"otpauth://totp/{issuer}:{Uri.EscapeDataString(email)}?secret={key}&issuer={issuer}&digits=6";
    }

    /// <summary>Dark on light whatever the theme: not all cameras read it the other way round.</summary>
    public static string SvgOf(string address)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
