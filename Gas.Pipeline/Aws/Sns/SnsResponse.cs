using Amazon.Runtime;

namespace Gas.Pipeline.Aws.Sns;

/// <summary>An answer; what it brings is read element by element.</summary>
public abstract class SnsResponse : AmazonWebServiceResponse
{
    /// <summary>The next one of a list begins.</summary>
    internal virtual void Begin()
    {
    }

    /// <param name="path">Where the element is in the answer, such as <c>TopicArn</c> or <c>Attributes/entry/key</c>.</param>
    internal virtual void Read(string path, string text)
    {
    }
}
