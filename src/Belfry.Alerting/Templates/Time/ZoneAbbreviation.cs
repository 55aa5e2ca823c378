namespace Belfry.Alerting.Templates.Time;

/// <summary>The short names of zones, such as <c>CET</c>, which Go's layouts show for <c>MST</c>.</summary>
internal static class ZoneAbbreviation
{
    /// <summary>The short name of <paramref name="zone"/> at a time, or its offset where it has none.</summary>
    public static string Of(TimeZoneInfo zone, DateTimeOffset local)
    {
        if (zone.Id is "UTC" or "Etc/UTC" || zone.Equals(TimeZoneInfo.Utc))
        {
            return "UTC";
        }

        // Without ICU, which this process runs without, the names are the abbreviations of the zone's own file.
        var name = zone.IsDaylightSavingTime(local) ? zone.DaylightName : zone.StandardName;
        return name.Length is > 0 and <= 6 && !name.Contains(' ', StringComparison.Ordinal)
            ? name : GoTimeLayout.Offset("-0700", local.Offset);
    }
}
