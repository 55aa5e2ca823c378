import { useMemo, useState } from 'react';
import { isConnectionError } from '../api/client';
import { useRules } from '../api/queries';
import type { Alert, AlertingRule, RuleGroup } from '../api/types';
import { Link, useSearchParam } from '../app/router';
import { AlertDetail } from '../components/AlertDetail';
import { Empty } from '../components/Empty';
import { FilterBar } from '../components/FilterBar';
import { ReadError } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import { RowsSkeleton } from '../components/Skeletons';
import { labelTexts, matches } from '../lib/matches';
import { severityRank } from '../lib/severity';
import './lists.css';

type Filter = 'active' | 'firing' | 'pending';
const shownMax = 100;

interface ActiveAlert {
  alert: Alert;
  rule: AlertingRule;
}

/** What fires and what is about to, by rule, the worst first. */
export default function AlertsPage() {
  const { data: groups, error, dataUpdatedAt } = useRules();
  const [stateParam, setState] = useSearchParam('state');
  const [search, setSearch] = useSearchParam('search');
  const [isAll, showAll] = useState(false);
  const filter: Filter = stateParam === 'firing' || stateParam === 'pending' ? stateParam : 'active';
  const active = useMemo(() => activeAlerts(groups ?? []), [groups]);
  const count = (state: Alert['state']): number => active.filter(({ alert }) => alert.state === state).length;
  const found = active.filter(
    ({ alert, rule }) =>
      (filter === 'active' || alert.state === filter) &&
      matches(search ?? '', [rule.name, ...labelTexts(alert.labels), ...Object.values(alert.annotations)]),
  );
  const inactive = (groups ?? [])
    .flatMap((group) => group.rules)
    .filter((rule) => rule.type === 'alerting' && rule.state === 'inactive');

  return (
    <div className="page">
      <PageHead title="Alerts" updatedAt={dataUpdatedAt}>
        {groups && `${count('firing')} firing, ${count('pending')} pending, ${inactive.length} inactive rules`}
      </PageHead>
      <FilterBar
        label="State"
        value={filter}
        onChange={(value) => setState(value === 'active' ? null : value)}
        choices={[
          { value: 'active', label: 'Active' },
          { value: 'firing', label: 'Firing' },
          { value: 'pending', label: 'Pending' },
        ]}
        search={search ?? ''}
        onSearch={setSearch}
        placeholder="Name, label or text"
      />
      {groups === undefined && <ReadError error={error} what="Alerts" />}
      {groups === undefined && (!error || isConnectionError(error)) && (
        <div className="card">
          <RowsSkeleton rows={5} />
        </div>
      )}
      {groups !== undefined && found.length === 0 && (
        <div className="card">
          {active.length === 0 ? (
            <Empty title="No alert is active" good>
              {inactive.length > 0
                ? `${inactive.length} alerting rules are evaluated and none of them holds. `
                : 'There is no alerting rule. '}
              <Link to="rules">See the rules</Link>
            </Empty>
          ) : (
            <Empty title="No alert matches">{active.length} active alerts are hidden by the filter.</Empty>
          )}
        </div>
      )}
      <div className="stack">
        {byRule(isAll ? found : found.slice(0, shownMax)).map(([key, members]) => (
          <section key={key} className="card alert-list" aria-label={members[0]?.rule.name}>
            {members.map(({ alert, rule }) => (
              <AlertDetail key={JSON.stringify(alert.labels)} alert={alert} rule={rule} />
            ))}
          </section>
        ))}
        {found.length > shownMax && !isAll && (
          <button type="button" className="chip-button" style={{ alignSelf: 'center' }} onClick={() => showAll(true)}>
            Show all {found.length} alerts
          </button>
        )}
      </div>
    </div>
  );
}

function activeAlerts(groups: RuleGroup[]): ActiveAlert[] {
  return groups
    .flatMap((group) => group.rules)
    .filter((rule) => rule.type === 'alerting')
    .flatMap((rule) => (rule.alerts ?? []).map((alert) => ({ alert, rule })))
    .filter(({ alert }) => alert.state === 'firing' || alert.state === 'pending')
    .sort(worstFirst);
}

function worstFirst(a: ActiveAlert, b: ActiveAlert): number {
  const loudness = ({ alert }: ActiveAlert): number =>
    (alert.state === 'firing' ? 0 : 10) + severityRank(alert.labels.severity);
  return (
    loudness(a) - loudness(b) ||
    a.rule.name.localeCompare(b.rule.name) ||
    JSON.stringify(a.alert.labels).localeCompare(JSON.stringify(b.alert.labels))
  );
}

function byRule(alerts: ActiveAlert[]): [string, ActiveAlert[]][] {
  const groups = new Map<string, ActiveAlert[]>();
  for (const one of alerts) {
    const key = `${one.alert.state} ${one.rule.name} ${one.rule.query}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups];
}
