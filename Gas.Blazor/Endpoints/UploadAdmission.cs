using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Endpoints;

/// <summary>Who may bring what, as it is now.</summary>
/// <param name="Limit">The stricter of the service's and the plan's.</param>
public sealed record UploadAdmission(UserId User, OwnerPlan Owner, ReferenceBundle Reference, UploadLimit Limit);
