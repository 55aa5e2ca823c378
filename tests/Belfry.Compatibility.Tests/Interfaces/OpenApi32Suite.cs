namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>The description in OpenAPI 3.2.</summary>
internal sealed class OpenApi32Suite : OpenApiSuite
{
    /// <inheritdoc/>
    public override string Pattern => "api/openapi_3.2_golden.yaml";
}
