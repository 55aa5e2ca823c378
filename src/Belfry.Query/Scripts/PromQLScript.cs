namespace Belfry.Query.Scripts;

/// <summary>Runs scripts in the language of Prometheus's engine tests: data in, questions, answers.</summary>
public static class PromQLScript
{
    /// <summary>
    /// Runs a script on the caller's thread over data of its own, with all experimental parts of the language. What is
    /// wrong with the script is in the report.
    /// </summary>
    /// <param name="script">The text.</param>
    /// <param name="delayedNameRemoval">
    /// Whether names of metrics go at the end of a query, as in Prometheus's own scripts, or at once, as by default in
    /// production.
    /// </param>
    /// <param name="time">What the timeout of queries is measured with.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static ScriptReport Run(
        string script, bool delayedNameRemoval, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return new ScriptRunner(delayedNameRemoval, time)
                .Run(new ScriptParser(script).Parse(), cancellationToken);
        }
        catch (ScriptException wrong)
        {
            return new ScriptReport(0, 0, [wrong.Message]);
        }
    }
}
