namespace Gas.Pipeline.Aws;

/// <summary>Something that must be there in the account before the provider can work.</summary>
public interface IAwsResource
{
    /// <summary>Kind and name, for people: "table gas-annotations".</summary>
    string Name { get; }

    /// <summary>What is missing, wrong or forbidden, in sentences; empty when all is well. Changes nothing.</summary>
    Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation);

    /// <summary>Makes what is missing and mends what can be mended; does nothing where all is well.</summary>
    Task CreateAsync(CancellationToken cancellation);
}
