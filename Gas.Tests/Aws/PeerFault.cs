namespace Gas.Tests.Aws;

/// <summary>One thing that goes wrong on the way or at the service.</summary>
internal abstract record PeerFault
{
    private PeerFault()
    {
    }

    /// <summary>The service answers with an error.</summary>
    public sealed record Refusal(int Status, string Code) : PeerFault;

    /// <summary>The connection breaks before the service has done anything.</summary>
    public sealed record Dropped : PeerFault;

    /// <summary>The service does what it was asked, and its answer is lost.</summary>
    public sealed record AnswerLost : PeerFault;

    /// <summary>The connection breaks after so many bytes of the answer's body.</summary>
    public sealed record CutOff(int Bytes) : PeerFault;

    /// <summary>After so many bytes of the answer's body nothing more comes, and the connection stays; below 0 nothing comes at all.</summary>
    public sealed record Stalled(int Bytes) : PeerFault;

    /// <summary>One byte of the answer's body comes other than it was sent.</summary>
    public sealed record Garbled : PeerFault;
}
