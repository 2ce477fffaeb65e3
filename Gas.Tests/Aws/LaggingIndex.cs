using System.Collections.Concurrent;
using System.Text;

namespace Gas.Tests.Aws;

/// <summary>Answers a query of an index as it was answered before, as an index does that has not caught up.</summary>
internal sealed class LaggingIndex : DelegatingHandler
{
    private readonly ConcurrentDictionary<string, string> _answers = new();

    /// <summary>Whether the index stands still from now on.</summary>
    public bool Stands { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var question = await request.Content!.ReadAsStringAsync(cancellationToken);
        var isIndexed = question.Contains("\"IndexName\"", StringComparison.Ordinal);
        if (isIndexed && Stands && _answers.TryGetValue(question, out var old))
        {
            return new HttpResponseMessage { RequestMessage = request, Content = new StringContent(old, Encoding.UTF8, "application/x-amz-json-1.0") };
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (isIndexed)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            _answers[question] = await response.Content.ReadAsStringAsync(cancellationToken);
        }

        return response;
    }
}
