/** What went wrong, told apart by what a person would do about it. */
export type ApiErrorKind = 'unreachable' | 'starting' | 'denied' | 'query' | 'server';

/** An answer that is not data. `message` is the server's own text where it sent one. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly status: number;

  constructor(kind: ApiErrorKind, status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.kind = kind;
    this.status = status;
  }
}

/** Whether the bar on top of the page says it already: no connection, still starting, or not let in. */
export const isConnectionError = (error: Error | null): boolean =>
  error instanceof ApiError && (error.kind === 'unreachable' || error.kind === 'starting' || error.kind === 'denied');

/** The data of an answer with the remarks the query engine added. */
export interface Answer<T> {
  data: T;
  warnings: string[];
  infos: string[];
  tookMs: number;
}

/** Root of the page, with a slash at the end: `/`, or the route prefix when there is one. */
export const rootPath: string = import.meta.env.DEV ? '/' : new URL(/* @vite-ignore */ '..', import.meta.url).pathname;

let clockOffsetMs = 0;

/** The server's clock. A laptop whose clock is wrong must not turn "3 s ago" into nonsense. */
export function serverNow(): number {
  return Date.now() + clockOffsetMs;
}

/** GETs `/api/v1/<path>`; throws ApiError for everything that is not a success. */
export async function get<T>(path: string, params: Record<string, string>, signal?: AbortSignal): Promise<Answer<T>> {
  const search = new URLSearchParams(params).toString();
  return request<T>(`${path}${search ? `?${search}` : ''}`, { signal: signal ?? null });
}

/** POSTs a form, for queries that would be too long for an address. */
export async function post<T>(path: string, params: Record<string, string>, signal?: AbortSignal): Promise<Answer<T>> {
  return request<T>(path, { method: 'POST', body: new URLSearchParams(params), signal: signal ?? null });
}

async function request<T>(pathAndQuery: string, init: RequestInit): Promise<Answer<T>> {
  const started = performance.now();
  let response: Response;
  try {
    response = await fetch(`${rootPath}api/v1/${pathAndQuery}`, { ...init, credentials: 'same-origin' });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError('unreachable', 0, 'the server does not answer');
  }
  noteServerClock(response);
  const body = await parseBody<T>(response);
  if (response.ok && body?.status === 'success') {
    const tookMs = performance.now() - started;
    return { data: body.data as T, warnings: body.warnings ?? [], infos: body.infos ?? [], tookMs };
  }
  throw errorOf(response, body);
}

interface Envelope<T> {
  status: 'success' | 'error';
  data?: T;
  errorType?: string;
  error?: string;
  warnings?: string[];
  infos?: string[];
}

async function parseBody<T>(response: Response): Promise<Envelope<T> | null> {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return null;
  try {
    return (await response.json()) as Envelope<T>;
  } catch {
    return null;
  }
}

function errorOf(response: Response, body: Envelope<unknown> | null): ApiError {
  const { status } = response;
  if (status === 401 || status === 403) return new ApiError('denied', status, body?.error ?? 'not allowed');
  if (body?.error !== undefined) {
    const isQuery = status === 400 || status === 422 || body.errorType === 'timeout' || body.errorType === 'canceled';
    return new ApiError(isQuery ? 'query' : 'server', status, body.error);
  }
  if (status === 503) return new ApiError('starting', status, 'the server is not ready yet');
  // A proxy in front answers for a server that is gone.
  if (status === 502 || status === 504) return new ApiError('unreachable', status, 'the server does not answer');
  // Vite's development proxy says 500 without JSON when nothing listens behind it.
  if (import.meta.env.DEV && status === 500) return new ApiError('unreachable', status, 'the server does not answer');
  return new ApiError('server', status, `the server answered ${status} ${response.statusText}`.trim());
}

function noteServerClock(response: Response): void {
  const date = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(date)) return;
  const offset = date - Date.now();
  // The header counts whole seconds, and the answer took its time: only a clearly wrong clock is corrected.
  clockOffsetMs = Math.abs(offset) > 5000 ? offset : 0;
}
