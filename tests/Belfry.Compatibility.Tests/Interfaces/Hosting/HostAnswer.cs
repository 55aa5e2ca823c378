using System.Text.Json;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>What the API answered.</summary>
internal sealed record HostAnswer(int Status, string ContentType, string Body)
{
    /// <summary>The body, which has to be JSON.</summary>
    internal JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
    }

    internal JsonElement Data => Json.GetProperty("data");

    /// <summary>The type of the error; null for a success.</summary>
    internal string? ErrorType => Status is 200 or 204 ? null : Json.GetProperty("errorType").GetString();
}
