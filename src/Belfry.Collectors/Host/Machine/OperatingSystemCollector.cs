using System.Globalization;
using System.Text;
using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Machine;

/// <summary>Which distribution this is (<c>os-release</c>).</summary>
internal sealed class OperatingSystemCollector : IHostCollector
{
    private static readonly string[] Paths = ["etc/os-release", "usr/lib/os-release"];

    private static readonly (string Key, string Label)[] Facts =
    [
        ("BUILD_ID", "build_id"), ("ID", "id"), ("ID_LIKE", "id_like"), ("IMAGE_ID", "image_id"),
        ("IMAGE_VERSION", "image_version"), ("NAME", "name"), ("PRETTY_NAME", "pretty_name"), ("VARIANT", "variant"),
        ("VARIANT_ID", "variant_id"), ("VERSION", "version"), ("VERSION_CODENAME", "version_codename"),
        ("VERSION_ID", "version_id"),
    ];

    public string Name => "os";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        foreach (var path in Paths)
        {
            if (files.Root.TryRead(path, out var text))
            {
                Write(Parse(text), writer);
                return CollectOutcome.Collected;
            }
        }

        return CollectOutcome.NothingThere;
    }

    /// <summary>Assignments as a shell takes them, without expansion: plain, in single or in double quotes.</summary>
    internal static Dictionary<string, string> Parse(ReadOnlySpan<byte> text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        while (HostText.TryTakeLine(ref text, out var line))
        {
            line = line.Trim(" \t\r"u8);
            if (!line.StartsWith("#"u8) && HostText.TryTakeUntil(ref line, (byte)'=', out var key))
            {
                values[System.Text.Encoding.UTF8.GetString(key)] = Unquote(System.Text.Encoding.UTF8.GetString(line));
            }
        }

        return values;
    }

    private static string Unquote(string value)
    {
        if (value.Length < 2 || value[0] != value[^1] || value[0] is not ('"' or '\''))
        {
            return value;
        }

        var inner = value[1..^1];
        if (value[0] == '\'')
        {
            return inner;
        }

        var text = new StringBuilder(inner.Length);
        for (var index = 0; index < inner.Length; index++)
        {
            index += inner[index] == '\\' && index + 1 < inner.Length ? 1 : 0;
            text.Append(inner[index]);
        }

        return text.ToString();
    }

    private static void Write(Dictionary<string, string> values, IMetricFamilyWriter writer)
    {
        writer.Facts(
            "node_os_info",
            "A metric with a constant '1' value labeled by what os-release says.",
            [.. Facts.Select(fact => KeyValuePair.Create(fact.Label, values.GetValueOrDefault(fact.Key, "")))]);
        if (TryVersion(values.GetValueOrDefault("VERSION_ID", ""), out var version))
        {
            writer.BeginFamily(
                "node_os_version", MetricType.Gauge, "Metric containing the major.minor part of the OS version.");
            writer.WriteSample(
                "",
                [
                    new("id", values.GetValueOrDefault("ID", "")),
                    new("id_like", values.GetValueOrDefault("ID_LIKE", "")),
                    new("name", values.GetValueOrDefault("NAME", "")),
                ],
                version);
        }

        if (DateTimeOffset.TryParseExact(
            values.GetValueOrDefault("SUPPORT_END", ""), "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var end))
        {
            writer.Gauge(
                "node_os_support_end_timestamp_seconds",
                "Metric containing the end-of-life date timestamp of the OS.",
                end.ToUnixTimeSeconds());
        }
    }

    // The leading digits and one dot: "22.04.1 LTS" is 22.04.
    private static bool TryVersion(string text, out double version)
    {
        var end = 0;
        var dots = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] == '.' && end > 0 && dots == 0)))
        {
            dots += text[end] == '.' ? 1 : 0;
            end++;
        }

        return double.TryParse(
            text.AsSpan(0, end), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out version);
    }
}
