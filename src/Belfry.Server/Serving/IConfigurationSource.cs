using Belfry.Model.Diagnostics;

namespace Belfry.Server.Serving;

/// <summary>
/// Reads and checks everything that one kind of server is configured by. Used by one thread at a time.
/// </summary>
/// <typeparam name="TSet">The checked configuration, ready to be swapped in.</typeparam>
internal interface IConfigurationSource<TSet>
    where TSet : class
{
    /// <summary>The main configuration file, for messages.</summary>
    string Path { get; }

    /// <summary>
    /// Reads the files now and touches nothing that runs. The set is null when anything is wrong;
    /// <paramref name="problems"/> then holds every diagnostic with its line, and <paramref name="warnings"/> what is
    /// accepted but probably not meant.
    /// </summary>
    TSet? Read(out string problems, out IReadOnlyList<Diagnostic> warnings);
}
