"""A small real service that is instrumented with python3-prometheus-client: service.py PORT"""
import sys
import time
from prometheus_client import Counter, Gauge, start_http_server

requests = Counter("project_ai_requests", "Total request count", ["method", "endpoint", "status"])
active = Gauge("project_ai_active_users", "Number of active users")

start_http_server(int(sys.argv[1]), addr="127.0.0.1")
print("listening", sys.argv[1], flush=True)
while True:
    # An exemplar is shown to whoever asks for OpenMetrics.
    requests.labels("GET", "/api/generate", "200").inc(1, {"trace_id": "3d4f"})
    active.set(3)
    time.sleep(0.2)
