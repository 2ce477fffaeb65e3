using System.Diagnostics;

namespace Gas.Blazor.Telemetry;

/// <summary>
/// What each line of the log carries beside its words. The framework would give it the request's path, which may open something (a shared link is one):
/// lines carry the route instead. The trace is told as ever.
/// </summary>
internal sealed class RouteScopes(IHttpContextAccessor requests) : IExternalScopeProvider
{
    private const string Path = "RequestPath";
    private const string Id = "RequestId";

    private readonly LoggerExternalScopeProvider _scopes = new();

    public IDisposable Push(object? state) => _scopes.Push(state is IReadOnlyList<KeyValuePair<string, object?>> fields && fields.Any(field => field.Key == Path) ? new Request(fields.FirstOrDefault(field => field.Key == Id).Value) : state);

    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        if (Activity.Current is { } activity)
        {
            callback(new Fields { new("SpanId", activity.SpanId.ToString()), new("TraceId", activity.TraceId.ToString()), new("ParentId", activity.ParentSpanId.ToString()) }, state);
        }

        _scopes.ForEachScope(static (scope, to) => to.callback(scope is Request request ? to.self.FieldsOf(request) : scope, to.state), (self: this, callback, state));
    }

    /// <summary>The route is known only some way into the request.</summary>
    private Fields FieldsOf(Request request) => [new(Id, request.Id), new("Route", (requests.HttpContext?.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText)];

    private sealed record Request(object? Id);

    private sealed class Fields : List<KeyValuePair<string, object?>>
    {
        public override string ToString() => string.Join(' ', this.Select(field => $"{field.Key}:{field.Value}"));
    }
}
