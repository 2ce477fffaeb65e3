using Gas.Pipeline.Annotation;
using Microsoft.AspNetCore.Mvc;

namespace Gas.Blazor.Endpoints;

/// <summary>What the caller says about the file beside the body.</summary>
/// <param name="Name">The file's name as it is to be shown; cleaned.</param>
/// <param name="Reference">An installed reference; where only one is installed, it need not be said.</param>
/// <param name="Annotator">An external annotator that is offered for the reference; the service's own engine where it is not said.</param>
/// <param name="Strict">True stops at the first record that breaks the VCF specification.</param>
/// <param name="Phasing">Whether variants of one haplotype are called together.</param>
public sealed record UploadQuery([FromQuery] string? Name, [FromQuery] string? Reference, [FromQuery] bool? Strict, [FromQuery] Phasing? Phasing, [FromQuery] string? Annotator);
