using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Gas.Pipeline.Aws;

/// <summary>Section <c>Aws</c>. <see cref="Region"/>, <see cref="Profile"/> and <see cref="ServiceURL"/> are read by the SDK's own set-up package, under its own names.</summary>
public sealed partial class AwsOptions : IValidatableObject
{
    public const string Section = "Aws";

    /// <summary>S3's own least length of a part that is not the last.</summary>
    private const int LeastPart = 5 << 20;

    private const int MostPart = 128 << 20;

    /// <summary>Such as <c>eu-central-1</c>; empty for what the environment or the profile says.</summary>
    public string? Region { get; set; }

    /// <summary>A profile of the shared credentials file; empty for the SDK's own order of places.</summary>
    public string? Profile { get; set; }

    /// <summary>One address for all services: an emulator's. Empty for AWS itself.</summary>
    public string? ServiceURL { get; set; }

    /// <summary>Addresses of single services, where <see cref="ServiceURL"/> does not serve for all.</summary>
    public AwsEndpoints Endpoints { get; set; } = new();

    /// <summary>Begins the name of every table, queue, topic and vault.</summary>
    public string Prefix { get; set; } = "gas-";

    /// <summary>Bucket names are shared by all of AWS, so these are yours to choose.</summary>
    public string InputsBucket { get; set; } = "";

    public string ResultsBucket { get; set; } = "";

    /// <summary>Length of a file's parts on their way up; a file being written takes two of them in memory, a shorter file only what it has.</summary>
    public int PartBytes { get; set; } = 8 << 20;

    /// <summary>Downloads go from S3 to the browser by a short-lived address instead of through this process, and uploads too where <see cref="Origin"/> is set.</summary>
    public bool DirectTransfers { get; set; }

    /// <summary>The service's address as browsers see it, such as <c>https://gas.lab.org</c>: pages from there may send files to the inputs bucket.</summary>
    public string Origin { get; set; } = "";

    public bool DirectUploads => DirectTransfers && Origin.Length > 0;

    public AwsVaultOptions Vault { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!PrefixForm().IsMatch(Prefix))
        {
            yield return new($"{Section}:{nameof(Prefix)} is '{Prefix}', but must be 1 to 40 of a-z, 0-9 and '-', such as 'gas-'.");
        }

        foreach (var (key, bucket) in new[] { (nameof(InputsBucket), InputsBucket), (nameof(ResultsBucket), ResultsBucket) })
        {
            if (!BucketForm().IsMatch(bucket))
            {
                yield return new($"{Section}:{key} is '{bucket}', but must name a bucket: 3 to 63 of a-z, 0-9, '.' and '-'.");
            }
        }

        if (PartBytes is < LeastPart or > MostPart)
        {
            yield return new($"{Section}:{nameof(PartBytes)} is {PartBytes}, but must be a number of bytes from {LeastPart} to {MostPart}.");
        }

        if (Origin.Length > 0 && !(Uri.TryCreate(Origin, UriKind.Absolute, out var origin) && origin.Scheme is "http" or "https" && origin.GetLeftPart(UriPartial.Authority) == Origin))
        {
            yield return new($"{Section}:{nameof(Origin)} is '{Origin}', but must be an address without a path, in lower case, such as https://gas.lab.org, or empty.");
        }

        if (Vault.Name is { Length: > 0 } vault && !VaultForm().IsMatch(vault))
        {
            yield return new($"{Section}:{nameof(Vault)}:{nameof(Vault.Name)} is '{vault}', but must name a vault: 1 to 255 of a-z, A-Z, 0-9, '_', '-' and '.'.");
        }

        if (Vault.RestoredDays is < 1 or > 365)
        {
            yield return new($"{Section}:{nameof(Vault)}:{nameof(Vault.RestoredDays)} is {Vault.RestoredDays}, but must be a number of days from 1 to 365.");
        }

        foreach (var (key, address) in Addresses().Where(one => one.Address is { Length: > 0 } && !Uri.IsWellFormedUriString(one.Address, UriKind.Absolute)))
        {
            yield return new($"{Section}:{key} is '{address}', but must be an address such as https://sqs.eu-central-1.amazonaws.com, or empty.");
        }
    }

    private IEnumerable<(string Key, string? Address)> Addresses() =>
    [
        (nameof(ServiceURL), ServiceURL),
        ($"{nameof(Endpoints)}:{nameof(Endpoints.DynamoDb)}", Endpoints.DynamoDb),
        ($"{nameof(Endpoints)}:{nameof(Endpoints.Sqs)}", Endpoints.Sqs),
        ($"{nameof(Endpoints)}:{nameof(Endpoints.Sns)}", Endpoints.Sns),
        ($"{nameof(Endpoints)}:{nameof(Endpoints.S3)}", Endpoints.S3),
        ($"{nameof(Endpoints)}:{nameof(Endpoints.Glacier)}", Endpoints.Glacier),
    ];

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex PrefixForm();

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,255}$")]
    private static partial Regex VaultForm();

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    private static partial Regex BucketForm();
}
