using Belfry.Model.Diagnostics;

namespace Belfry.Configuration;

/// <summary>
/// A name with a text and the place of the text: a label or annotation of a rule, a header of an e-mail. The text may
/// be a template, so whoever expands it can say where it is wrong.
/// </summary>
/// <param name="Name">The name, as written.</param>
/// <param name="Text">The text, as written.</param>
/// <param name="Location">Where the text starts; unknown when it was not read from a file.</param>
public sealed record NamedText(string Name, string Text, SourceLocation Location = default);
