using Belfry.Platform.Disk;

namespace Belfry.Collectors.Host.Disks;

/// <summary>
/// Asks mounted volumes for their room without ever hanging itself: the asking is done by a thread that is left behind
/// when a volume does not answer in time. Such a volume is not asked again until that thread comes back. At most
/// <see cref="StuckMax"/> threads are left behind; beyond that nothing is asked any more. Used by one thread.
/// </summary>
internal sealed class MountProber(TimeSpan timeout, MountProber.Ask ask)
{
    /// <summary>How many threads may hang at once.</summary>
    internal const int StuckMax = 8;

    private readonly List<Worker> stuck = [];

    /// <summary>Asks one volume; may hang.</summary>
    internal delegate bool Ask(string path, out VolumeSpace space, out string error);

    /// <summary>The answers, one per path in the same order.</summary>
    internal Answer[] Probe(IReadOnlyList<string> paths)
    {
        stuck.RemoveAll(worker => worker.IsDone);
        var answers = new Answer[paths.Count];
        var next = 0;
        var patience = timeout;
        while (next < paths.Count)
        {
            if (stuck.Count >= StuckMax)
            {
                answers.AsSpan(next).Fill(new Answer(default, "too many mount points are stuck"));
                break;
            }

            var worker = new Worker(paths, next, ask, [.. stuck.Select(other => other.Path)]);
            next = worker.Run(patience, answers);
            if (next < paths.Count)
            {
                answers[next] = new Answer(default, "mount point did not answer in time");
                stuck.Add(worker);

                // Whatever hangs, a scrape waits less than twice the timeout in all.
                patience = timeout / StuckMax;
                next++;
            }
        }

        return answers;
    }

    /// <summary>What a volume said; an empty error means that it did.</summary>
    internal readonly record struct Answer(VolumeSpace Space, string Error);

    /// <summary>A thread that asks one volume after the other.</summary>
    private sealed class Worker(IReadOnlyList<string> paths, int first, Ask ask, HashSet<string> skipped)
    {
        private readonly Answer[] own = new Answer[paths.Count - first];
        private readonly object answersLock = new();
        private int answered;
        private bool isAbandoned;
        private volatile bool isDone;

        internal bool IsDone => isDone;

        /// <summary>The path it hangs at; meaningful once it is left behind.</summary>
        internal string Path
        {
            get
            {
                lock (answersLock)
                {
                    return paths[Math.Min(first + answered, paths.Count - 1)];
                }
            }
        }

        /// <summary>Copies the answers that came; returns the index of the one that did not, or the count.</summary>
        internal int Run(TimeSpan timeout, Answer[] answers)
        {
            new Thread(Work) { IsBackground = true, Name = "belfry-mounts" }.Start();
            lock (answersLock)
            {
                var seen = 0;
                while (seen < own.Length && (answered > seen || Monitor.Wait(answersLock, timeout)))
                {
                    seen = answered;
                }

                isAbandoned = true;
                own.AsSpan(0, answered).CopyTo(answers.AsSpan(first));
                return first + answered;
            }
        }

        private void Work()
        {
            for (var index = first; index < paths.Count; index++)
            {
                var answer = skipped.Contains(paths[index])
                    ? new Answer(default, "mount point is still stuck")
                    : ask(paths[index], out var space, out var error)
                        ? new Answer(space, "")
                        : new Answer(default, error);
                lock (answersLock)
                {
                    if (isAbandoned)
                    {
                        break;
                    }

                    own[answered++] = answer;
                    Monitor.Pulse(answersLock);
                }
            }

            isDone = true;
        }
    }
}
