namespace Belfry.Server.Commands;

/// <summary>What a user asked of a verb cannot be done: the message says what is wrong and what to do.</summary>
internal sealed class CommandException(string message) : Exception(message);
