namespace Belfry.Platform.Telemetry;

/// <summary>The labels of one metric as a writer takes them. Immutable.</summary>
internal sealed class LabelPairs
{
    private readonly KeyValuePair<string, string>[] pairs;

    internal LabelPairs(IReadOnlyList<string> names, IReadOnlyList<string> values) =>
        pairs = [.. names.Zip(values, (name, value) => new KeyValuePair<string, string>(name, value))];

    internal ReadOnlySpan<KeyValuePair<string, string>> Span => pairs;

    /// <summary>These pairs and one more at the end.</summary>
    internal KeyValuePair<string, string>[] With(string name, string value) => [.. pairs, new(name, value)];
}
