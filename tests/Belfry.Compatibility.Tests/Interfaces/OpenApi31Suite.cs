namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>The description in OpenAPI 3.1.</summary>
internal sealed class OpenApi31Suite : OpenApiSuite
{
    /// <inheritdoc/>
    public override string Pattern => "api/openapi_3.1_golden.yaml";
}
