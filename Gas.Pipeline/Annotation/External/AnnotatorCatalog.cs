using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Annotation.External;

/// <summary>The annotators that there are: the engine in this process, and each enabled tool whose probe succeeded.</summary>
public sealed class AnnotatorCatalog(IAnnotator own, IOptions<AnnotatorsOptions> options, TimeProvider time)
{
    private readonly List<ToolProfile> _profiles = [.. options.Value.Tools.Where(tool => tool.Value.Enabled).Select(tool => ToolProfile.Of(tool.Key, tool.Value)).OrderBy(profile => profile.Name, StringComparer.OrdinalIgnoreCase)];
    private readonly ConcurrentDictionary<string, ToolState> _states = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that can annotate against a reference now, the engine in this process first.</summary>
    public IReadOnlyList<AnnotatorDescription> Offered(string? reference) =>
    [
        new AnnotatorDescription(null, "GAS engine", own.Version),
        .. from profile in _profiles
           where reference is not null && profile.Knows(reference)
           let version = _states.GetValueOrDefault(profile.Name)?.Version
           where version is not null
           select new AnnotatorDescription(profile.Name, profile.Title, $"{profile.Title} {version}"),
    ];

    /// <summary>All enabled tools, with what their last probe gave; for admins.</summary>
    public IReadOnlyList<ToolState> Tools => [.. _profiles.Select(profile => _states.GetValueOrDefault(profile.Name) ?? new ToolState(profile.Name, profile.Title, null, "It has not been tried yet."))];

    /// <param name="name">Null for the engine in this process.</param>
    /// <exception cref="AnnotatorException">There is none of the name, it cannot be run, or not for this reference; the message says so.</exception>
    public IAnnotator Get(string? name, string reference)
    {
        if (name is null)
        {
            return own;
        }

        var profile = _profiles.Find(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new AnnotatorException($"The annotator {name} is not part of this service any more. Submit the file again with another one.");
        if (!profile.Knows(reference))
        {
            throw new AnnotatorException($"{profile.Title} is not set up for the reference {reference}; it is for {string.Join(", ", profile.References)}. Submit the file again with another annotator.");
        }

        return _states.GetValueOrDefault(profile.Name) is { Version: { } version }
            ? new ToolAnnotator(profile, version, time)
            : throw new AnnotatorException($"{profile.Title} cannot be run on this service now. Try again later, or submit the file again with another annotator.");
    }

    /// <summary>Asks every tool for its version.</summary>
    public async Task ProbeAsync(CancellationToken cancellation)
    {
        foreach (var profile in _profiles)
        {
            _states[profile.Name] = await ToolProbe.AskAsync(profile, time, cancellation);
        }
    }
}
