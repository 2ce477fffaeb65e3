namespace Gas.Tests.Aws;

/// <summary>The service would refuse this.</summary>
internal sealed class PeerRefusalException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;
}
