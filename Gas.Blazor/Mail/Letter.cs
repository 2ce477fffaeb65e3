namespace Gas.Blazor.Mail;

/// <summary>What a mail says, before it is a mail: plain words, not yet encoded for anything.</summary>
/// <param name="Sentences">The body, a paragraph each.</param>
/// <param name="Facts">Shown as a list below.</param>
/// <param name="Because">Ends the sentence "You get this mail because …".</param>
internal sealed record Letter(string Subject, IReadOnlyList<string> Sentences, IReadOnlyList<(string Name, string Value)> Facts, string Because);
