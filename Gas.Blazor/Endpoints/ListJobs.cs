using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gas.Blazor.Endpoints;

/// <summary><c>GET /api/jobs?state=&amp;search=&amp;tag=&amp;size=&amp;cursor=</c>: the caller's own jobs, newest first.</summary>
internal static class ListJobs
{
    private const int LargestPage = 100;
    private const int LongestSearch = 200;

    public static async Task<IResult> HandleAsync(ClaimsPrincipal user, IJobStore store, string? cursor, string? state, string? search, string? tag, int? size, CancellationToken cancellation)
    {
        if (size is < 1 or > LargestPage)
        {
            return Wrong($"size must be a whole number from 1 to {LargestPage}.");
        }

        if (search?.Length > LongestSearch)
        {
            return Wrong($"search must not be longer than {LongestSearch} characters.");
        }

        if (tag?.Trim().Length > JobLabels.LongestTag)
        {
            return Wrong($"tag must not be longer than {JobLabels.LongestTag} characters.");
        }

        var states = new HashSet<JobState>();
        foreach (var name in (state ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Array.Find(Enum.GetNames<JobState>(), known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } found)
            {
                return Wrong($"state must be one or more of {string.Join(", ", Enum.GetNames<JobState>())}, separated by commas.");
            }

            states.Add(Enum.Parse<JobState>(found));
        }

        var page = await store.PageAsync(new JobQuery { Owner = user.FindUserId()!.Value, States = states, Search = string.IsNullOrWhiteSpace(search) ? null : search, Tag = string.IsNullOrWhiteSpace(tag) ? null : tag.Trim(), Cursor = cursor, Size = size ?? 25 }, cancellation);
        return TypedResults.Ok(new JobListAnswer([.. page.Jobs.Select(JobAnswer.Of)], page.Next));
    }

    private static ProblemHttpResult Wrong(string sentence) => Problem.Of(StatusCodes.Status400BadRequest, "Wrong query", sentence);
}
