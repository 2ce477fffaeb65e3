using System.ComponentModel.DataAnnotations;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline;

/// <summary>What each plan gives; section <c>Plans</c>.</summary>
public sealed class PlansOptions : IValidatableObject
{
    public const string Section = "Plans";

    public FreePlanOptions Free { get; set; } = new() { MaxInputBytes = 150 * 1024, JobsAtOnce = 2 };

    public PlanOptions Premium { get; set; } = new();

    public PlanOptions Of(Plan plan) => plan == Plan.Premium ? Premium : Free;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (plan, options) in new[] { (nameof(Free), Free), (nameof(Premium), Premium) })
        {
            var key = $"{Section}:{plan}";
            if (options.MaxInputBytes < 0)
            {
                yield return new($"{key}:{nameof(options.MaxInputBytes)} must be a number of bytes, or 0 for no limit.");
            }

            if (options.JobsAtOnce < 0)
            {
                yield return new($"{key}:{nameof(options.JobsAtOnce)} must be a whole number, or 0 for no limit.");
            }

            if (options.KeepFor < TimeSpan.Zero)
            {
                yield return new($"{key}:{nameof(options.KeepFor)} must be a time such as 30.00:00:00 (30 days), or 00:00:00 for ever.");
            }
        }

        if (Free.ArchiveAfter < TimeSpan.Zero || Free.ArchiveAfter > TimeSpan.FromDays(3650))
        {
            yield return new($"{Section}:{nameof(Free)}:{nameof(Free.ArchiveAfter)} must be a time from 00:00:00 to 3650 days, such as 00:05:00 (5 minutes).");
        }
    }
}

/// <summary>What a plan gives.</summary>
public class PlanOptions
{
    /// <summary>Longest input in bytes; 0 for no limit but the service's own.</summary>
    public long MaxInputBytes { get; set; }

    /// <summary>Jobs of one user that are annotated at the same time; 0 for no limit.</summary>
    public int JobsAtOnce { get; set; }

    /// <summary>Time from the end of annotating to deleting the whole job; zero for never.</summary>
    public TimeSpan KeepFor { get; set; }
}

/// <summary>The free plan, the only one that archives.</summary>
public sealed class FreePlanOptions : PlanOptions
{
    /// <summary>Whether results are archived at all.</summary>
    public bool Archives { get; set; } = true;

    /// <summary>Time from completion to archiving.</summary>
    public TimeSpan ArchiveAfter { get; set; } = TimeSpan.FromMinutes(5);
}
