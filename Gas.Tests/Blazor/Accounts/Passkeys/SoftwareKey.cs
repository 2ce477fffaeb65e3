using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gas.Tests.Blazor.Accounts.Passkeys;

/// <summary>A security key (WebAuthn level 3) that does what a test says, with the browser around it. Holds one passkey.</summary>
/// <param name="origin">The page at which the browser is.</param>
internal sealed class SoftwareKey(Uri origin) : IDisposable
{
    private const byte Present = 0x01;
    private const byte Verified = 0x04;
    private const byte WithKey = 0x40;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(16);

    /// <summary>Whether it has looked who holds it, by a PIN or a finger.</summary>
    public bool KnowsOwner { get; set; } = true;

    /// <summary>How often it says it has signed.</summary>
    public uint Count { get; set; } = 1;

    /// <summary>Whose it says to be; null for whom it was made.</summary>
    public string? Owner { get; set; }

    /// <summary>Where the browser says to be; null for where it is.</summary>
    public string? SaidOrigin { get; set; }

    private string Id => Base64Url.EncodeToString(_id);

    public void Dispose() => _key.Dispose();

    /// <summary>Makes the passkey that the service asks for.</summary>
    public string Make(JsonElement question)
    {
        Owner = question.GetProperty("user").GetProperty("id").GetString();
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var cose = new CborWriter();
        cose.WriteStartMap(5);
        foreach (var (name, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            cose.WriteInt32(name);
            cose.WriteInt32(value);
        }

        cose.WriteInt32(-2);
        cose.WriteByteString(point.X!);
        cose.WriteInt32(-3);
        cose.WriteByteString(point.Y!);
        cose.WriteEndMap();

        var attestation = new CborWriter();
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString([.. Data(WithKey), .. new byte[16], 0, (byte)_id.Length, .. _id, .. cose.Encode()]);
        attestation.WriteEndMap();
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(Client("webauthn.create", question)),
            ["attestationObject"] = Base64Url.EncodeToString(attestation.Encode()),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>Proves that it is there.</summary>
    public string Sign(JsonElement question)
    {
        var client = Client("webauthn.get", question);
        var data = Data(0);
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client),
            ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString(_key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ["userHandle"] = Owner,
        });
    }

    private string Answer(JsonObject response) =>
        new JsonObject { ["id"] = Id, ["rawId"] = Id, ["type"] = "public-key", ["clientExtensionResults"] = new JsonObject(), ["response"] = response }.ToJsonString();

    private byte[] Data(byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count++);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(origin.Host)), (byte)(Present | flags | (KnowsOwner ? Verified : 0)), .. count];
    }

    private byte[] Client(string type, JsonElement question) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type,
        challenge = question.GetProperty("challenge").GetString(),
        origin = SaidOrigin ?? origin.GetLeftPart(UriPartial.Authority),
        crossOrigin = false,
    });
}
