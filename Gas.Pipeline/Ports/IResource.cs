namespace Gas.Pipeline.Ports;

/// <summary>Something that must be there before the provider can work: a table, a queue, a bucket. A provider that makes its own as it goes has none.</summary>
public interface IResource
{
    /// <summary>Kind and name, for people: "table gas-annotations".</summary>
    string Name { get; }

    /// <summary>What is missing, wrong or forbidden, in sentences; empty when all is well. Changes nothing.</summary>
    Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation);

    /// <summary>What the running service cannot be without and is not there, by kind and name ("table gas-annotations"), asked with that service's rights alone. Throws what the provider throws when it gives no answer.</summary>
    Task<IReadOnlyList<string>> FindMissingAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Makes what is missing and mends what can be mended; does nothing where all is well.</summary>
    Task CreateAsync(CancellationToken cancellation);
}
