namespace Belfry.Tsdb.Tests.Model;

/// <summary>Something that happens to a store in a <see cref="History"/>. To try something new, add one to
/// <see cref="HistoryOperations.All"/>.</summary>
/// <param name="Name">For the log of a failure.</param>
/// <param name="Weight">How often, compared with the others.</param>
/// <param name="Run">Does it and brings the model along.</param>
internal sealed record HistoryOperation(string Name, int Weight, Action<History> Run);
