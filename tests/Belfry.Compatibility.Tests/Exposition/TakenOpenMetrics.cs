namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>
/// The texts that OpenMetrics forbids and Prometheus takes: wrong values of counters, histograms, infos and state sets;
/// missing or repeated labels that a type needs; families that are mixed, repeated or clash; exemplars where there may
/// be none. Found by serving every folder of <c>openmetrics/parsers</c> as
/// <c>application/openmetrics-text; version=1.0.0</c> to Prometheus 3.5.3 of Debian sid, a job each, and asking
/// <c>/api/v1/targets</c> which scrapes succeeded: 137 jobs, and these are up against the expectation. An empty answer
/// (<c>bad_no_eof</c>) is up as well, but there the scraper does not ask the parser.
/// </summary>
internal static class TakenOpenMetrics
{
    internal static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "bad_clashing_names_0", "bad_clashing_names_1", "bad_clashing_names_2", "bad_counter_values_0",
        "bad_counter_values_1", "bad_counter_values_10", "bad_counter_values_13", "bad_counter_values_14",
        "bad_counter_values_15", "bad_counter_values_19", "bad_counter_values_2", "bad_counter_values_3",
        "bad_counter_values_4", "bad_counter_values_8", "bad_counter_values_9", "bad_exemplar_complex_chars",
        "bad_exemplars_6", "bad_exemplars_on_unallowed_metric_types_0", "bad_exemplars_on_unallowed_samples_0",
        "bad_exemplars_on_unallowed_samples_1", "bad_exemplars_on_unallowed_samples_2",
        "bad_exemplars_on_unallowed_samples_3", "bad_grouping_or_ordering_2", "bad_grouping_or_ordering_3",
        "bad_grouping_or_ordering_7", "bad_grouping_or_ordering_8", "bad_histograms_0", "bad_histograms_1",
        "bad_histograms_10", "bad_histograms_11", "bad_histograms_13", "bad_histograms_14", "bad_histograms_2",
        "bad_histograms_6", "bad_histograms_9", "bad_info_and_stateset_values_0", "bad_info_and_stateset_values_1",
        "bad_metadata_in_wrong_place_1", "bad_metadata_in_wrong_place_2", "bad_missing_or_extra_commas_2",
        "bad_missing_or_invalid_labels_for_a_type_0", "bad_missing_or_invalid_labels_for_a_type_2",
        "bad_missing_or_invalid_labels_for_a_type_4", "bad_missing_or_invalid_labels_for_a_type_5",
        "bad_missing_or_invalid_labels_for_a_type_6", "bad_missing_or_invalid_labels_for_a_type_7",
        "bad_repeated_metadata_0", "bad_repeated_metadata_1", "bad_repeated_metadata_3", "bad_stateset_info_values_0",
        "bad_stateset_info_values_3",
    };
}
