import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, lazy } from 'react';
import { ApiError } from '../api/client';
import { Empty } from '../components/Empty';
import { PageSkeleton } from '../components/Skeletons';
import { OverviewPage } from '../pages/overview/OverviewPage';
import { Crash } from './Crash';
import { RefreshProvider } from './refresh';
import { Link, useLocation, type Route } from './router';
import { Shell } from './Shell';
import { theme } from './theme';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // "Online" says nothing about a server on this machine or in this network.
      networkMode: 'always',
      // One quick second try; a query the server called wrong stays wrong.
      retry: (count, error) => count < 1 && !(error instanceof ApiError && error.kind === 'query'),
      retryDelay: 400,
      staleTime: 1_000,
    },
  },
});

const QueryPage = lazy(() => import('../pages/query/QueryPage'));
const AlertsPage = lazy(() => import('../pages/AlertsPage'));
const RulesPage = lazy(() => import('../pages/RulesPage'));
const TargetsPage = lazy(() => import('../pages/TargetsPage'));
const StatusPage = lazy(() => import('../pages/StatusPage'));

const pages: Record<Route, React.ComponentType> = {
  '': OverviewPage,
  query: QueryPage,
  alerts: AlertsPage,
  rules: RulesPage,
  targets: TargetsPage,
  status: StatusPage,
};

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <RefreshProvider>
          <Shell>
            <CurrentPage />
          </Shell>
        </RefreshProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function CurrentPage() {
  const { route } = useLocation();
  if (route === null) {
    return (
      <div className="page">
        <Empty title="There is no such page">
          The address may be from an older version. <Link to="">Go to the overview</Link>.
        </Empty>
      </div>
    );
  }
  const Page = pages[route];
  return (
    <Crash key={route}>
      <Suspense fallback={<PageSkeleton />}>
        <Page />
      </Suspense>
    </Crash>
  );
}
