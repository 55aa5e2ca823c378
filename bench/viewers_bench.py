#!/usr/bin/env python3
"""Many people look at one dashboard while samples come in: how long panels take, and how far behind the samples are.

  BENCH=DIR OURS_BIN=OUT/belfry PROMETHEUS_BIN=... viewers_bench.py [--servers prometheus,ours] [--viewers 50]
            [--refresh 30] [--seconds 60] [--instances 500] [--history 240]

DIR holds `lib.py` and `rwsend/` of the comparison benches. Each server in turn is loaded with --history samples at 15 s of
--instances x 201 series. Then a sender writes one sample of every series each second, and every viewer loads the 20 panels
below (a range query of the last hour at 15 s each, over one namespace of ten) every --refresh seconds over 6 connections, as
a browser does; the viewers begin spread over the first refresh. A request is timed from when it is due by the timetable of
its viewer, so a server that falls behind is not spared. Once a second somebody asks for the age of the newest sample of
the last series that is sent: the ingest lag, with the time that the answer takes.
"""
import argparse, json, os, queue, statistics, sys, threading, time, urllib.parse
from http.client import HTTPConnection

sys.path.insert(0, os.environ.get("BENCH") or sys.exit("BENCH is not set: the folder of lib.py and rwsend"))
import lib

N = 'namespace="team-3"'
PANELS = [
    'sum(rate(http_requests_total{%s}[5m]))',
    'sum by (code) (rate(http_requests_total{%s}[5m]))',
    'sum by (handler) (rate(http_requests_total{%s}[5m]))',
    'sum(rate(http_requests_total{code="500",%s}[5m])) / sum(rate(http_requests_total{%s}[5m]))',
    'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{%s}[5m])))',
    'histogram_quantile(0.5, sum by (le, handler) (rate(http_request_duration_seconds_bucket{%s}[5m])))',
    'topk(5, sum by (instance) (rate(http_requests_total{%s}[5m])))',
    '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle",%s}[5m]))',
    'sum by (mode) (rate(node_cpu_seconds_total{%s}[5m]))',
    'avg(node_load1{%s})',
    'max by (instance) (node_load1{%s})',
    '1 - node_memory_MemAvailable_bytes{%s} / node_memory_MemTotal_bytes{%s}',
    'sum by (device) (rate(node_network_receive_bytes_total{%s}[5m]))',
    'sum by (device) (rate(node_network_transmit_bytes_total{%s}[5m]))',
    'min by (instance) (node_filesystem_avail_bytes{%s} / node_filesystem_size_bytes{%s})',
    'predict_linear(node_filesystem_avail_bytes{mountpoint="/",%s}[1h], 14400) < 0',
    'sum by (queue) (queue_latency_seconds{%s})',
    'max_over_time(process_resident_memory_bytes{%s}[10m])',
    'sum(rate(process_cpu_seconds_total{%s}[5m]))',
    'count(up{%s} == 1)',
]
CONNECTIONS = 6


class Connection:
    def __init__(self, port):
        self.port, self.http = port, None

    def ask(self, path, params):
        self.http = self.http or HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            self.http.request("GET", path + "?" + urllib.parse.urlencode(params))
            answer = self.http.getresponse()
            return answer.status, answer.read()
        except OSError as e:
            self.http = None
            return 0, str(e).encode()


class Viewer:
    def __init__(self, port, begins, a, out):
        self.port, self.begins, self.a, self.out = port, begins, a, out
        self.work = queue.Queue()
        self.threads = [threading.Thread(target=self.connection, daemon=True) for _ in range(CONNECTIONS)]

    def connection(self):
        c = Connection(self.port)
        while (job := self.work.get()) is not None:
            due, end, panel = job
            text = PANELS[panel].replace("%s", N)
            status, body = c.ask("/api/v1/query_range", dict(query=text, start=end - 3600, end=end, step=15))
            self.out.append((panel, time.monotonic() - due, status, len(body)))

    def run(self, until):
        for t in self.threads:
            t.start()
        due = self.begins
        while due < until:
            time.sleep(max(0, due - time.monotonic()))
            end = int(time.time()) // 15 * 15
            for panel in range(len(PANELS)):
                self.work.put((due, end, panel))
            due += self.a.refresh
        for _ in self.threads:
            self.work.put(None)
        for t in self.threads:
            t.join()


def lag_of(port, instance, until, out):
    c = Connection(port)
    while time.monotonic() < until:
        began = time.time()
        status, body = c.ask("/api/v1/query", dict(query='timestamp(node_load1{instance="%s"})' % instance, time=began + 30))
        now = time.time()
        result = json.loads(body)["data"]["result"] if status == 200 else []
        if result:
            out.append(now - float(result[0]["value"][1]))
        time.sleep(max(0, 1 - (now - began)))


def run(sp, a, work):
    s = lib.Server(sp, work, lib.free_port())
    s.start()
    lib.rwsend(s.write_url(), instances=a.instances, samples=a.history, seed=1)
    time.sleep(a.settle)
    instance = [r["metric"]["instance"] for r in s.api("query", query="node_load1")["result"]][-1]
    seconds = a.seconds + a.refresh
    sends = seconds + 15
    encode = a.instances * 201 * sends / 2.2e6 + 1
    sender = lib.rwsend(s.write_url(), out="popen", instances=a.instances, samples=sends, step=1, seed=2,
                        rate=a.instances * 201, end=int(time.time() + encode) + sends - 1)
    before = s.appended() or 0
    while (s.appended() or 0) < before + a.instances * 201:
        time.sleep(0.05)
    out, lags, alone = [], [], []
    lag_of(s.port, instance, time.monotonic() + 5, alone)
    cpu, began = s.cpu(), time.monotonic()
    until = began + seconds
    viewers = [Viewer(s.port, began + a.refresh * n / a.viewers, a, out) for n in range(a.viewers)]
    threads = [threading.Thread(target=v.run, args=(until,)) for v in viewers]
    threads.append(threading.Thread(target=lag_of, args=(s.port, instance, until, lags)))
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    took = time.monotonic() - began
    sent = json.loads(sender.communicate()[0])
    out.sort(key=lambda one: one[1])
    times = [one[1] for one in out]
    r = dict(requests=len(out), failed=sum(one[2] != 200 for one in out), took=took, cpu=s.cpu() - cpu,
             p50=times[len(times) // 2] * 1e3, p95=times[int(len(times) * .95)] * 1e3, p99=times[int(len(times) * .99)] * 1e3,
             lag_alone=statistics.median(alone), lag50=statistics.median(lags) if lags else None, lag_max=max(lags) if lags else None, lags=len(lags),
             rate=sent["acked"] / sent["seconds"], sent99=sent["p99ms"], rss=s.mem()["rss"])
    s.stop()
    return {s.name: r}


def main():
    p = lib.common_args(argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter), "prometheus,ours")
    p.add_argument("--viewers", type=int, default=50)
    p.add_argument("--refresh", type=int, default=30)
    p.add_argument("--seconds", type=int, default=60)
    p.add_argument("--instances", type=int, default=500)
    p.add_argument("--history", type=int, default=240)
    p.add_argument("--settle", type=float, default=10)
    a = p.parse_args()
    results = {}
    with lib.Work(a) as work:
        for sp in a.servers.split(","):
            results.update(run(sp, a, work))
        b = lib.num
        text = lib.table(
            f"{a.viewers} viewers of {len(PANELS)} panels every {a.refresh}s, {a.instances * 201:,} samples/s written",
            [("requests", "requests", b(0)), ("failed", "failed", b(0)), ("**p50 ms**", "p50", b(1)), ("**p95 ms**", "p95", b(1)), ("p99 ms", "p99", b(1)),
             ("ingest lag s without viewers", "lag_alone", b(2)), ("**ingest lag s, median**", "lag50", b(2)), ("ingest lag s, worst", "lag_max", b(2)), ("samples/s taken", "rate", b(0)), ("write p99 ms", "sent99", b(1)),
             ("CPU s", "cpu", b(1)), ("until the last answer s", "took", b(1)), ("RSS", "rss", lib.human)], results)
        lib.save(a, "viewers", dict(args=vars(a), results=results, table=text))


if __name__ == "__main__":
    main()
