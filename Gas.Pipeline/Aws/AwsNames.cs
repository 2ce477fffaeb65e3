using Gas.Pipeline.Jobs;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Aws;

/// <summary>What each resource is called: the one place from which code, <c>aws init</c>, <c>aws check</c> and the template's test take names.</summary>
public sealed class AwsNames(IOptions<AwsOptions> options)
{
    private readonly string _prefix = options.Value.Prefix;

    /// <summary>The job rows; the name is the original service's.</summary>
    public string JobsTable => _prefix + "annotations";

    /// <summary>How many jobs there are by owner and state.</summary>
    public string TalliesTable => _prefix + "tallies";

    public string InputsBucket => options.Value.InputsBucket;

    public string ResultsBucket => options.Value.ResultsBucket;

    /// <summary>Begins the keys of archives in the results bucket, among which no file lies.</summary>
    public const string Archives = "archives/";

    /// <summary>Where the file of this key lies.</summary>
    public string BucketOf(string key) => key.StartsWith(JobFiles.Inputs, StringComparison.Ordinal) ? InputsBucket : ResultsBucket;

    /// <summary>Completion notices of retrievals.</summary>
    public string RetrievalsQueue => _prefix + "retrievals";

    public string Vault => options.Value.Vault.Name is { Length: > 0 } name ? name : _prefix + "results";

    /// <summary>Where finished jobs, thaws and restores are announced, as in the original.</summary>
    public string JobResultsTopic => _prefix + "job-results";

    public string ThawJobsTopic => _prefix + "thaw-jobs";

    public string RestoreJobsTopic => _prefix + "restore-jobs";

    /// <summary>News of jobs for the pages of all instances.</summary>
    public string NewsTopic => _prefix + "news";

    /// <summary>The queue through which one instance hears the news.</summary>
    public string NewsQueue(string instance) => $"{NewsQueuePrefix}{instance}";

    public string NewsQueuePrefix => _prefix + "news-";

    public string Queue(Stage stage) => _prefix + stage switch
    {
        Stage.Annotate => "annotate",
        Stage.Archive => "archive",
        Stage.Thaw => "thaw",
        Stage.Restore => "restore",
        Stage.Delete => "delete",
        Stage.Notify => "notify",
    };

    /// <summary>Where messages of a stage are set aside.</summary>
    public string DeadQueue(Stage stage) => Queue(stage) + "-dead";
}
