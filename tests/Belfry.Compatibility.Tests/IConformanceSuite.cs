namespace Belfry.Compatibility.Tests;

/// <summary>
/// Knows how to run one kind of the originals' test data. A suite that meets a case it cannot read counts it as not
/// passed, never as absent.
/// </summary>
internal interface IConformanceSuite
{
    /// <summary>
    /// The files it runs, relative to the conformance folder, with <c>*</c> in the last part of the path. A folder
    /// whose files belong together counts as one file.
    /// </summary>
    string Pattern { get; }

    /// <summary>Runs one file of its kind.</summary>
    SuiteResult Run(string path);
}
