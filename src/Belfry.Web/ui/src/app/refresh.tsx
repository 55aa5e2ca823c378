import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

/** The page's one refresh interval; 0 is paused. */
export interface Refresh {
  intervalMs: number;
  setIntervalMs: (intervalMs: number) => void;
}

const storageKey = 'belfry.refresh';
export const refreshChoices = [0, 5_000, 10_000, 30_000, 60_000] as const;

const RefreshContext = createContext<Refresh>({ intervalMs: 5_000, setIntervalMs: () => {} });

export function RefreshProvider({ children }: { children: ReactNode }) {
  const [intervalMs, set] = useState(() => {
    const stored = Number(readStorage(storageKey) ?? 'NaN');
    return (refreshChoices as readonly number[]).includes(stored) ? stored : 5_000;
  });
  const setIntervalMs = useCallback((value: number) => {
    writeStorage(storageKey, String(value));
    set(value);
  }, []);
  const value = useMemo(() => ({ intervalMs, setIntervalMs }), [intervalMs, setIntervalMs]);
  return <RefreshContext value={value}>{children}</RefreshContext>;
}

export const useRefresh = (): Refresh => useContext(RefreshContext);

/** Storage may be blocked or full; the page works without. */
export function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function writeStorage(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // nothing to do: the choice lasts until the page is closed
  }
}
