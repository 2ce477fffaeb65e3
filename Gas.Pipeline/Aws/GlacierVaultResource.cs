using Gas.Pipeline.Aws.Glacier;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws;

/// <summary>The vault itself, for accounts that have the service.</summary>
public sealed class GlacierVaultResource(IGlacierClient glacier, AwsNames names) : IResource
{
    public string Name => $"vault {names.Vault}";

    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            await glacier.DescribeVaultAsync(names.Vault, cancellation);
            return [];
        }
        catch (ResourceNotFoundException)
        {
            return [$"The vault '{names.Vault}' does not exist. Create it with 'aws init'; an account that never used Glacier vaults cannot: set Aws:Vault:Kind to S3 there."];
        }
        catch (AmazonGlacierException refusal)
        {
            return [$"The vault '{names.Vault}' cannot be looked at ({refusal.ErrorCode}): {refusal.Message}"];
        }
    }

    /// <summary>Making one that is there changes nothing.</summary>
    public Task CreateAsync(CancellationToken cancellation) => glacier.CreateVaultAsync(names.Vault, cancellation);
}
