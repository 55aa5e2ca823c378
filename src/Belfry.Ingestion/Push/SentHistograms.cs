using Belfry.Encoding.Remote;
using Belfry.Ingestion.Histograms;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Ingestion.Push;

/// <summary>The native histograms of one series of a remote write request, as they can be stored.</summary>
internal ref struct SentHistograms(RepeatedMessages sent)
{
    private RepeatedMessages messages = sent;

    /// <summary>Why the request is damaged; null when it is not.</summary>
    internal string? Error { get; private set; }

    /// <summary>
    /// Moves to the next one; false behind the last and when the request is damaged. Either
    /// <paramref name="histogram"/> can be stored, or <paramref name="defect"/> says why not.
    /// </summary>
    internal bool Next(out NativeHistogram? histogram, out TimestampMs timestamp, out string? defect)
    {
        (histogram, timestamp, defect) = (null, default, null);
        if (!messages.Next(out var message))
        {
            Error = messages.Error;
            return false;
        }

        if (!RemoteHistogram.TryRead(message, out var read, out timestamp, out var error))
        {
            Error = error;
            return false;
        }

        _ = HistogramAdmission.TryAdmit(read, out histogram, out defect);
        return true;
    }
}
