// A small real service that is instrumented with prom-client, as the teams' documents show it.
// usage: node service.js [openmetrics] PORT [PORT…] -- serves /metrics and /work?status=N on each port of 127.0.0.1
'use strict';
const http = require('http');
const client = require('prom-client');

const isOpenMetrics = process.argv[2] === 'openmetrics';

function service(port) {
  const register = new client.Registry();
  if (isOpenMetrics) {
    register.setContentType(client.Registry.OPENMETRICS_CONTENT_TYPE);
  }
  client.collectDefaultMetrics({ register });
  const requests = new client.Counter({
    name: 'http_requests_total', help: 'Total number of HTTP requests',
    labelNames: ['method', 'route', 'status'], registers: [register], enableExemplars: isOpenMetrics,
  });
  const duration = new client.Histogram({
    name: 'http_request_duration_seconds', help: 'Duration of HTTP requests in seconds',
    labelNames: ['method', 'route', 'status_code'], buckets: [0.1, 0.5, 1, 2, 5, 10], registers: [register],
  });
  const memory = new client.Gauge({
    name: 'memory_usage_percent', help: 'Heap in use',  registers: [register],
    collect() { const m = process.memoryUsage(); this.set(100 * m.heapUsed / m.heapTotal / 2); },
  });
  new client.Counter({ name: 'payment_failed_total', help: 'Failed payments', registers: [register] });
  void memory;

  http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    if (url.pathname === '/metrics') {
      response.setHeader('Content-Type', register.contentType);
      response.end(await register.metrics());
      return;
    }
    const status = Number(url.searchParams.get('status') || 200);
    const end = duration.startTimer({ method: request.method, route: url.pathname });
    response.statusCode = status;
    response.end('done\n');
    const labels = { method: request.method, route: url.pathname, status: String(status) };
    if (isOpenMetrics) {
      requests.inc({ labels, value: 1, exemplarLabels: { trace_id: 'n0de' } });
    } else {
      requests.inc(labels);
    }
    end({ status_code: status });
  }).listen(port, '127.0.0.1', () => console.log(`listening ${port}`));
}

process.argv.slice(isOpenMetrics ? 3 : 2).forEach(port => service(Number(port)));
