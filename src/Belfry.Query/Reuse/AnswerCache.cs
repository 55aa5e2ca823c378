namespace Belfry.Query.Reuse;

/// <summary>
/// The answers that are kept, up to so many bytes; what was used least recently goes first. Thread-safe.
/// </summary>
internal sealed class AnswerCache(long sizeBytesMax, ReuseMetrics metrics)
{
    // One answer is not to drive all others out.
    private const int AnswersMin = 4;

    private readonly Lock cacheLock = new();
    private readonly Dictionary<AnswerKey, LinkedListNode<(AnswerKey Key, KeptAnswer Answer)>> answers = [];
    private readonly LinkedList<(AnswerKey Key, KeptAnswer Answer)> byUse = new();
    private long sizeBytes;

    /// <summary>The answer that is kept under a key; null when there is none.</summary>
    internal KeptAnswer? Find(AnswerKey key)
    {
        lock (cacheLock)
        {
            if (!answers.TryGetValue(key, out var node))
            {
                return null;
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Answer;
        }
    }

    /// <summary>Keeps an answer in the place of an earlier one, unless it is too large.</summary>
    internal void Keep(AnswerKey key, KeptAnswer answer)
    {
        lock (cacheLock)
        {
            Remove(key);
            if (Size(key, answer) <= sizeBytesMax / AnswersMin)
            {
                answers[key] = byUse.AddFirst((key, answer));
                sizeBytes += Size(key, answer);
            }

            while (sizeBytes > sizeBytesMax)
            {
                Remove(byUse.Last!.Value.Key);
                metrics.Evicted();
            }

            metrics.Holds(answers.Count, sizeBytes);
        }
    }

    /// <summary>Keeps nothing under a key.</summary>
    internal void Forget(AnswerKey key)
    {
        lock (cacheLock)
        {
            Remove(key);
            metrics.Holds(answers.Count, sizeBytes);
        }
    }

    private static long Size(AnswerKey key, KeptAnswer answer) => answer.SizeBytes + (2 * key.Expression.Length);

    private void Remove(AnswerKey key)
    {
        if (answers.Remove(key, out var node))
        {
            byUse.Remove(node);
            sizeBytes -= Size(key, node.Value.Answer);
        }
    }
}
