namespace Belfry.Encoding.ClientProtobuf;

/// <summary>Which form of a histogram that has several is read.</summary>
/// <param name="ReadsNative">Whether native histograms are read as such; else their classic form is.</param>
/// <param name="KeepsClassic">Whether the classic form is read besides the native one.</param>
public readonly record struct ProtobufExpositionOptions(bool ReadsNative, bool KeepsClassic);
