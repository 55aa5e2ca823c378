#!/usr/bin/env python3
"""How the latency of queries grows with series and with range.

  BENCH=DIR OURS_BIN=OUT/belfry growth_bench.py [--servers ours] [--series 10050,100500,1005000] [--ranges 1h,6h,1d,7d,30d]

DIR holds `lib.py` and `rwsend/` of the comparison benches. First each number of series is loaded, 60 samples each at 15 s,
and asked for its last 15 minutes. Then 2,010 series at 60 s over 30 days are loaded and asked for each range in 250 steps.
The median of --reps answers, of which each ends at another step; start the server without reuse of results (OURS_CMD, OURS_BIN).
"""
import argparse, os, statistics, sys, time

sys.path.insert(0, os.environ.get("BENCH") or sys.exit("BENCH is not set: the folder of lib.py and rwsend"))
import lib

SECONDS = {"m": 60, "h": 3600, "d": 86400}
ONE = 'node_load1{instance="10.0.7.7:9100"}'
RATE = "sum by (job) (rate(http_requests_total[%s]))"


def median_ms(s, path, reps, by, **params):
    times = []
    for rep in range(reps + 1):
        moved = {k: v - rep * by if k in ("time", "start", "end") else v for k, v in params.items()}
        began = time.monotonic()
        s.api(path, **moved)
        times.append((time.monotonic() - began) * 1e3)
    return statistics.median(times[1:])


def by_series(sp, a, work, rows):
    for count in a.series.split(","):
        s = lib.Server(sp, os.path.join(work, "series" + count), lib.free_port())
        s.start()
        r = lib.rwsend(s.write_url(), instances=int(count) // 201, samples=60, seed=1)
        time.sleep(a.settle)
        end = r["end"]
        span = dict(start=end - 900, end=end, step=15)
        rows.append((f"{r['series']:,} series", s.name,
                     median_ms(s, "query", a.reps, 15, query=ONE, time=end),
                     median_ms(s, "query", a.reps, 15, query=RATE % "5m", time=end),
                     median_ms(s, "query_range", a.reps, 15, query=RATE % "5m", **span), s.mem()["rss"] / 2**20))
        s.stop()


def by_range(sp, a, work, rows):
    s = lib.Server(sp, os.path.join(work, "ranges"), lib.free_port(), retention="60d")
    s.start()
    r = lib.rwsend(s.write_url(), instances=10, samples=43200, step=60, samples_per_series=60, seed=1)
    time.sleep(a.settle * 3)
    for text in a.ranges.split(","):
        span = int(text[:-1]) * SECONDS[text[-1]]
        step = max(60, span // 250 // 60 * 60)
        end = r["end"] // step * step
        window = f"{max(300, 2 * step)}s"
        rows.append((f"{text} at {step // 60} min", s.name,
                     median_ms(s, "query_range", a.reps, step, query=ONE, start=end - span, end=end, step=step),
                     median_ms(s, "query", a.reps, step, query=RATE % text, time=end),
                     median_ms(s, "query_range", a.reps, step, query=RATE % window, start=end - span, end=end, step=step), s.mem()["rss"] / 2**20))
    s.stop()


def main():
    p = lib.common_args(argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter), "ours")
    p.add_argument("--series", default="10050,100500,1005000")
    p.add_argument("--ranges", default="1h,6h,1d,7d,30d")
    p.add_argument("--reps", type=int, default=5)
    p.add_argument("--settle", type=float, default=15)
    a = p.parse_args()
    rows = []
    with lib.Work(a) as work:
        for sp in a.servers.split(","):
            by_series(sp, a, work, rows)
            by_range(sp, a, work, rows)
    print("| data | server | one series ms | sum by rate, one moment ms | sum by rate, range ms | RSS MiB |\n|---|---|---|---|---|---|")
    for row in rows:
        print("| %s | %s | %.1f | %.1f | %.1f | %.0f |" % row)


if __name__ == "__main__":
    main()
