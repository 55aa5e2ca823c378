import { useCallback, useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from 'react';
import { rootPath } from '../api/client';

/** The page's own routes, without slash. The server maps exactly these (WebUi.cs) plus the aliases below. */
export const routes = ['', 'query', 'alerts', 'rules', 'targets', 'status'] as const;
export type Route = (typeof routes)[number];

/** Addresses of Prometheus's own page, found in alert mails and bookmarks. */
const aliases: Record<string, string> = {
  graph: 'query',
  config: 'status?tab=configuration',
  flags: 'status?tab=flags',
  'tsdb-status': 'status?tab=storage',
  'service-discovery': 'targets',
};

const changed = 'belfry:navigate';

function subscribe(listener: () => void): () => void {
  addEventListener('popstate', listener);
  addEventListener(changed, listener);
  return () => {
    removeEventListener('popstate', listener);
    removeEventListener(changed, listener);
  };
}

const readPath = (): string => location.pathname.slice(rootPath.length).replace(/\/+$/, '');
const readSearch = (): string => location.search;

/** The current route and query string; re-renders when either changes. */
export function useLocation(): { route: Route | null; search: string } {
  const path = useSyncExternalStore(subscribe, readPath);
  const search = useSyncExternalStore(subscribe, readSearch);
  return { route: (routes as readonly string[]).includes(path) ? (path as Route) : null, search };
}

/** One parameter of the query string as state; null removes it. Replaces, so that "back" leaves the page. */
export function useSearchParam(name: string): [string | null, (value: string | null) => void] {
  const { route, search } = useLocation();
  const value = new URLSearchParams(search).get(name);
  const set = useCallback(
    (next: string | null) => {
      const params = new URLSearchParams(location.search);
      if (next === null || next === '') params.delete(name);
      else params.set(name, next);
      navigate(`${route ?? ''}${params.size > 0 ? `?${params}` : ''}`, { replace: true });
    },
    [name, route],
  );
  return [value, set];
}

export function navigate(to: string, options: { replace?: boolean } = {}): void {
  const url = rootPath + to;
  if (url === location.pathname + location.search) return;
  if (options.replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  dispatchEvent(new Event(changed));
}

/** Sends an old address to its page; once, before the first render. */
export function followAlias(): void {
  const target = aliases[readPath()];
  if (target === undefined) return;
  const joint = location.search === '' ? '' : target.includes('?') ? `&${location.search.slice(1)}` : location.search;
  navigate(target + joint, { replace: true });
}

/** A link that a browser can open in a new tab and that otherwise changes the page without loading it. */
export function Link({ to, onClick, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain) return;
    event.preventDefault();
    navigate(to);
    scrollTo(0, 0);
  };
  return <a {...rest} href={rootPath + to} onClick={follow} />;
}
