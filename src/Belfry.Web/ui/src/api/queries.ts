import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useRefresh } from '../app/refresh';
import { alignMatrix, type MatrixSeries, type SeriesSet } from '../lib/series';
import { alignedRange } from '../lib/rateWindow';
import { get, post, serverNow, type Answer } from './client';
import type { Alert, QueryResult, RuleGroup, Target, VectorSample } from './types';

interface ReadOptions {
  /** For what changes slowly: no more often than this, once there is something. */
  atLeastMs?: number;
  /** Also while the tab is hidden: its title and icon say whether something fires. */
  inBackground?: boolean;
}

/** A read that follows the page's refresh interval and keeps the last good answer on the screen. */
export function useRead<T>(
  key: readonly unknown[],
  read: (signal: AbortSignal) => Promise<T>,
  options: ReadOptions = {},
): UseQueryResult<T> {
  const { intervalMs } = useRefresh();
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => read(signal),
    refetchInterval: ({ state: { data } }) => {
      if (intervalMs === 0) return false;
      const isEmpty = data === undefined || (Array.isArray(data) && data.length === 0);
      return isEmpty ? intervalMs : Math.max(intervalMs, options.atLeastMs ?? 0);
    },
    refetchIntervalInBackground: options.inBackground ?? false,
    placeholderData: keepPreviousData,
  });
}

export const useAlerts = (): UseQueryResult<Alert[]> =>
  useRead(['alerts'], async (signal) => (await get<{ alerts: Alert[] }>('alerts', {}, signal)).data.alerts, {
    inBackground: true,
  });

export const useTargets = (): UseQueryResult<Target[]> =>
  useRead(
    ['targets'],
    async (signal) => {
      const { data } = await get<{ activeTargets: Target[] | null }>('targets', { state: 'active' }, signal);
      return data.activeTargets ?? [];
    },
    { inBackground: true },
  );

export const useRules = (): UseQueryResult<RuleGroup[]> =>
  useRead(
    ['rules'],
    async (signal) => (await get<{ groups: RuleGroup[] | null }>('rules', {}, signal)).data.groups ?? [],
  );

export interface RuntimeInfo {
  startTime: string;
  lastConfigTime: string;
  reloadConfigSuccess: boolean;
  storageRetention: string;
  [key: string]: string | number | boolean;
}

export const useRuntimeInfo = (): UseQueryResult<RuntimeInfo> =>
  useRead(['runtimeinfo'], async (signal) => (await get<RuntimeInfo>('status/runtimeinfo', {}, signal)).data);

/** An instant vector at the server's now. */
export function useInstant(query: string, atLeastMs = 0): UseQueryResult<VectorSample[]> {
  return useRead(
    ['instant', query],
    async (signal) => {
      const { data } = await get<QueryResult>('query', { query }, signal);
      return data.resultType === 'vector' ? data.result : [];
    },
    { atLeastMs },
  );
}

export interface RangeAnswer extends SeriesSet {
  start: number;
  end: number;
  step: number;
}

/** Several range queries that end now, drawn as one chart: each has a name, or names its series by one label. */
export function useRangeNow(
  queries: { query: string; name: string }[],
  rangeMs: number,
  step: number,
): UseQueryResult<RangeAnswer> {
  return useRead(
    ['range', rangeMs, step, ...queries.map((one) => one.query)],
    async (signal) => {
      const { start, end } = alignedRange(serverNow(), rangeMs, step);
      const sets = await Promise.all(
        queries.map(async ({ query, name }) => {
          const { data } = await queryRange(query, start, end, step, signal);
          const set = alignMatrix(data, start, end, step);
          for (const one of set.series) {
            const label = /^\{\{(\w+)\}\}$/.exec(name)?.[1];
            one.name = label ? (one.labels[label] ?? name) : name;
          }
          return set;
        }),
      );
      return { start, end, step, times: sets[0]?.times ?? [], series: sets.flatMap((set) => set.series) };
    },
    // Between two steps nothing new appears.
    { atLeastMs: step * 1000 },
  );
}

export async function queryRange(
  query: string,
  start: number,
  end: number,
  step: number,
  signal?: AbortSignal,
): Promise<Answer<MatrixSeries[]>> {
  const params = { query, start: String(start), end: String(end), step: String(step) };
  const answer = await post<QueryResult>('query_range', params, signal);
  return { ...answer, data: answer.data.resultType === 'matrix' ? answer.data.result : [] };
}

export const queryInstant = (query: string, time: number | null, signal?: AbortSignal): Promise<Answer<QueryResult>> =>
  post<QueryResult>('query', time === null ? { query } : { query, time: String(time) }, signal);
