namespace Belfry.Query.Engine;

/// <summary>Takes blocks of rows, in order, one at a time.</summary>
internal delegate void RowConsumer(RowBlock block);
