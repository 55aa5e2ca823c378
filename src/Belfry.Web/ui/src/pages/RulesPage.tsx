import { IconChevronRight } from '@tabler/icons-react';
import { isConnectionError } from '../api/client';
import { useRules } from '../api/queries';
import type { Rule, RuleGroup } from '../api/types';
import { Link, useSearchParam } from '../app/router';
import { Empty } from '../components/Empty';
import { FilterBar } from '../components/FilterBar';
import { LabelSet } from '../components/Labels';
import { ReadError } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import { RowsSkeleton } from '../components/Skeletons';
import { Ago, apiTime } from '../components/TimeText';
import { formatDuration } from '../lib/duration';
import { labelTexts, matches } from '../lib/matches';
import { formatValue } from '../lib/units';
import { emptyPanel, formatPanels } from '../lib/urlState';
import './lists.css';

type Filter = 'all' | 'alerting' | 'recording' | 'failing';
const filters: Filter[] = ['all', 'alerting', 'recording', 'failing'];

/** Rule groups as they are evaluated; a rule opens to its whole expression. */
export default function RulesPage() {
  const { data: groups, error, dataUpdatedAt } = useRules();
  const [typeParam, setType] = useSearchParam('type');
  const [search, setSearch] = useSearchParam('search');
  const filter = filters.find((one) => one === typeParam) ?? 'all';
  const rules = (groups ?? []).flatMap((group) => group.rules);
  const failing = rules.filter((rule) => rule.health === 'err').length;
  const isShown = (group: RuleGroup, rule: Rule): boolean =>
    (filter === 'all' || (filter === 'failing' ? rule.health === 'err' : rule.type === filter)) &&
    matches(search ?? '', [rule.name, rule.query, group.name, group.file, ...labelTexts(rule.labels)]);
  const shown = (groups ?? [])
    .map((group) => ({ group, rules: group.rules.filter((rule) => isShown(group, rule)) }))
    .filter((one) => one.rules.length > 0);

  return (
    <div className="page">
      <PageHead title="Rules" updatedAt={dataUpdatedAt}>
        {groups && (
          <>
            {rules.length} {rules.length === 1 ? 'rule' : 'rules'} in {groups.length}{' '}
            {groups.length === 1 ? 'group' : 'groups'}
            {failing > 0 && <strong style={{ color: 'var(--critical)' }}> · {failing} failing</strong>}
          </>
        )}
      </PageHead>
      <FilterBar
        label="Kind"
        value={filter}
        onChange={(value) => setType(value === 'all' ? null : value)}
        choices={[
          { value: 'all', label: 'All' },
          { value: 'alerting', label: 'Alerting' },
          { value: 'recording', label: 'Recording' },
          { value: 'failing', label: 'Failing' },
        ]}
        search={search ?? ''}
        onSearch={setSearch}
        placeholder="Name, expression or label"
      />
      {groups === undefined && <ReadError error={error} what="Rules" />}
      {groups === undefined && (!error || isConnectionError(error)) && (
        <div className="card">
          <RowsSkeleton rows={6} />
        </div>
      )}
      {groups !== undefined && shown.length === 0 && (
        <div className="card">
          {rules.length === 0 ? (
            <Empty title="There are no rules">Name a rule file under rule_files in the configuration.</Empty>
          ) : (
            <Empty
              title={filter === 'failing' && !search ? 'No rule is failing' : 'No rule matches'}
              good={filter === 'failing' && !search}
            >
              {rules.length} rules are hidden by the filter.
            </Empty>
          )}
        </div>
      )}
      <div className="stack">
        {shown.map(({ group, rules: members }) => (
          <Group key={`${group.file} ${group.name}`} group={group} rules={members} />
        ))}
      </div>
    </div>
  );
}

function Group({ group, rules }: { group: RuleGroup; rules: Rule[] }) {
  const last = apiTime(group.lastEvaluation);
  const isSlow = group.evaluationTime > group.interval;
  return (
    <section className="card" aria-label={`Group ${group.name}`}>
      <div className="group-head num">
        <h2>{group.name}</h2>
        <span className="dim mono">{group.file}</span>
        <span className="spacer" />
        <span className="dim">every {formatDuration(group.interval * 1000)}</span>
        <span className="dim">
          {last === null ? (
            'not evaluated yet'
          ) : (
            <>
              evaluated <Ago ms={last} />
            </>
          )}
        </span>
        <span
          className={isSlow ? 'tag critical' : 'dim'}
          title={isSlow ? 'An evaluation takes longer than the interval' : undefined}
        >
          in {formatValue(group.evaluationTime, 'seconds')}
        </span>
      </div>
      {rules.map((rule, index) => (
        <RuleRow key={`${rule.name} ${index}`} rule={rule} />
      ))}
    </section>
  );
}

function RuleRow({ rule }: { rule: Rule }) {
  const graph = `query?${formatPanels([{ ...emptyPanel, expr: rule.query }])}`;
  const last = apiTime(rule.lastEvaluation);
  const isAlerting = rule.type === 'alerting';
  return (
    <details className="rule">
      <summary>
        <IconChevronRight className="rule-chevron" size={15} stroke={2} aria-hidden="true" />
        <RuleTag rule={rule} />
        <span className={isAlerting ? 'rule-name' : 'rule-name mono'}>{rule.name}</span>
        <span className="rule-expr mono">{rule.query}</span>
        <span className="rule-time num">{formatValue(rule.evaluationTime, 'seconds')}</span>
        {rule.lastError && <span className="rule-error">{rule.lastError}</span>}
      </summary>
      <div className="rule-body">
        <pre className="code-block">{rule.query}</pre>
        <dl className="pairs num">
          {isAlerting && (
            <>
              <dt>for</dt>
              <dd>{rule.duration > 0 ? formatDuration(rule.duration * 1000) : 'fires at once'}</dd>
            </>
          )}
          {isAlerting && rule.keepFiringFor !== undefined && rule.keepFiringFor > 0 && (
            <>
              <dt>keep firing for</dt>
              <dd>{formatDuration(rule.keepFiringFor * 1000)}</dd>
            </>
          )}
          {Object.keys(rule.labels ?? {}).length > 0 && (
            <>
              <dt>labels</dt>
              <dd>
                <LabelSet labels={rule.labels ?? {}} />
              </dd>
            </>
          )}
          {isAlerting &&
            Object.entries(rule.annotations ?? {}).map(([key, value]) => <Pair key={key} name={key} value={value} />)}
          <dt>last evaluation</dt>
          <dd>{last === null ? 'not yet' : <Ago ms={last} />}</dd>
        </dl>
        <span style={{ fontSize: 13 }}>
          <Link to={graph}>Graph</Link>
          {isAlerting && (rule.alerts ?? []).length > 0 && (
            <>
              {' · '}
              <Link to={`alerts?search=${encodeURIComponent(rule.name)}`}>{rule.alerts?.length} active alerts</Link>
            </>
          )}
        </span>
      </div>
    </details>
  );
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** One word for the state: failing goes before firing, since a rule that fails says nothing any more. */
function RuleTag({ rule }: { rule: Rule }) {
  if (rule.health === 'err') return <span className="tag critical solid">failing</span>;
  if (rule.health === 'unknown') return <span className="tag">not yet run</span>;
  if (rule.type === 'recording') return <span className="tag">recording</span>;
  if (rule.state === 'firing') return <span className="tag critical">firing</span>;
  if (rule.state === 'pending') return <span className="tag warning">pending</span>;
  return rule.state === 'inactive' ? <span className="tag ok">inactive</span> : <span className="tag">unknown</span>;
}
