import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import {
  IconAdjustmentsHorizontal,
  IconBell,
  IconChartLine,
  IconChecklist,
  IconDeviceDesktop,
  IconLayoutDashboard,
  IconMoon,
  IconSun,
  IconTargetArrow,
} from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { useAlerts, useTargets } from '../api/queries';
import { severityRank } from '../lib/severity';
import { Offline } from './Offline';
import { Link, useLocation, type Route } from './router';

const items: { to: Route; label: string; icon: typeof IconBell }[] = [
  { to: '', label: 'Overview', icon: IconLayoutDashboard },
  { to: 'query', label: 'Query', icon: IconChartLine },
  { to: 'alerts', label: 'Alerts', icon: IconBell },
  { to: 'rules', label: 'Rules', icon: IconChecklist },
  { to: 'targets', label: 'Targets', icon: IconTargetArrow },
  { to: 'status', label: 'Status', icon: IconAdjustmentsHorizontal },
];

interface Count {
  count: number;
  tone: 'critical' | 'warning';
  text: string;
}

/** The frame around every page: navigation with what is wrong, the theme switch, and the "no connection" bar. */
export function Shell({ children }: { children: ReactNode }) {
  const { route } = useLocation();
  const counts = useCounts();
  const firing = counts.alerts?.count ?? 0;
  const down = counts.targets?.count ?? 0;

  useEffect(() => {
    const label = items.find((item) => item.to === route)?.label ?? 'Belfry';
    document.title = `${firing > 0 ? `(${firing}) ` : ''}${label} · Belfry`;
  }, [route, firing]);

  useEffect(() => {
    const name = firing > 0 || down > 0 ? 'favicon-firing' : counts.isKnown ? 'favicon-ok' : 'favicon';
    const icon = document.getElementById('favicon');
    const wanted = icon?.getAttribute('href')?.replace(/favicon[\w-]*\.svg/, `${name}.svg`);
    if (wanted && icon?.getAttribute('href') !== wanted) icon?.setAttribute('href', wanted);
  }, [firing, down, counts.isKnown]);

  const countOf = (to: Route): Count | undefined =>
    to === 'alerts' ? counts.alerts : to === 'targets' ? counts.targets : undefined;
  const link = (item: (typeof items)[number], iconSize: number) => {
    const count = countOf(item.to);
    return (
      <Link key={item.to} to={item.to} aria-current={route === item.to ? 'page' : undefined}>
        <item.icon size={iconSize} stroke={1.75} aria-hidden="true" />
        <span>{item.label}</span>
        {count && (
          <span className={`nav-count ${count.tone}`}>
            {count.count}
            <span className="visually-hidden"> {count.text}</span>
          </span>
        )}
      </Link>
    );
  };

  return (
    <div className="shell">
      <header className="sidebar">
        <a className="skip-link" href="#content" onClick={skip}>
          Skip to content
        </a>
        <Link className="brand" to="">
          <Mark />
          Belfry
        </Link>
        <nav className="nav" aria-label="Pages">
          {items.map((item) => link(item, 18))}
        </nav>
        <div className="sidebar-foot">
          <ThemeSwitch />
        </div>
      </header>
      <div className="main">
        <Offline />
        <main id="content" tabIndex={-1} style={{ outline: 'none' }}>
          {children}
        </main>
      </div>
      <nav className="mobile-bar" aria-label="Pages">
        {items.map((item) => link(item, 20))}
      </nav>
    </div>
  );
}

function skip(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

function useCounts(): { alerts?: Count; targets?: Count; isKnown: boolean } {
  const alerts = useAlerts();
  const targets = useTargets();
  const firing = (alerts.data ?? []).filter((alert) => alert.state === 'firing');
  const worst = Math.min(9, ...firing.map((alert) => severityRank(alert.labels.severity)));
  const down = (targets.data ?? []).filter((target) => target.health === 'down').length;
  return {
    isKnown: alerts.data !== undefined && targets.data !== undefined,
    ...(firing.length > 0
      ? { alerts: { count: firing.length, tone: worst <= 1 ? 'critical' : 'warning', text: 'firing' } }
      : {}),
    ...(down > 0 ? { targets: { count: down, tone: 'critical', text: 'down' } } : {}),
  };
}

const schemes = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'As the system', icon: IconDeviceDesktop },
] as const;

export function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div role="group" aria-label="Colours" style={{ display: 'flex', gap: 2 }}>
      {schemes.map(({ value, label, icon: Icon }) => (
        <ActionIcon
          key={value}
          variant={colorScheme === value ? 'default' : 'subtle'}
          color="gray"
          size={30}
          aria-label={label}
          title={label}
          aria-pressed={colorScheme === value}
          onClick={() => setColorScheme(value)}
        >
          <Icon size={16} stroke={1.75} />
        </ActionIcon>
      ))}
    </div>
  );
}

function Mark() {
  return (
    <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M16 5.5 6.5 13v2h2v11h15V15h2v-2z" fill="var(--surface)" />
      <path
        d="M16 13.5a4 4 0 0 0-4 4V21l-1 1.6h10L20 21v-3.5a4 4 0 0 0-4-4zm-1.6 10a1.6 1.6 0 0 0 3.2 0z"
        fill="var(--accent)"
      />
    </svg>
  );
}
