import type { Alert, AlertingRule } from '../api/types';
import { Link } from '../app/router';
import { parseSample } from '../lib/series';
import { severityTone } from '../lib/severity';
import { formatValue } from '../lib/units';
import { emptyPanel, formatPanels } from '../lib/urlState';
import { LabelSet } from './Labels';
import { Ago, apiTime, TimeText } from './TimeText';
import './alerts.css';

/** An alert with all it says: summary, description, links, labels, value, since when, and the way to its graph. */
export function AlertDetail({ alert, rule }: { alert: Alert; rule: AlertingRule }) {
  const { alertname, severity } = alert.labels;
  const since = apiTime(alert.activeAt);
  const { summary, description, message, ...others } = alert.annotations;
  const headline = summary ?? message;
  const isFiring = alert.state === 'firing';
  const tone = isFiring ? severityTone(severity) : 'pending';
  const graph = `query?${formatPanels([{ ...emptyPanel, expr: rule.query }])}`;
  return (
    <article className={`alert-row ${tone}`}>
      <div className="alert-row-main">
        <div className="alert-row-title">
          <strong>{alertname ?? rule.name}</strong>
          <span className={`tag ${isFiring ? tone : 'warning'}`}>
            {isFiring ? (severity ?? 'firing') : `pending${severity ? ` · ${severity}` : ''}`}
          </span>
          {headline && <span className="alert-row-summary">{headline}</span>}
        </div>
        {description && <p className="alert-row-text">{description}</p>}
        <LabelSet labels={alert.labels} without={['alertname', 'severity']} />
        <div className="alert-row-links">
          <Link to={graph}>Graph</Link>
          {Object.entries(others).map(([key, value]) =>
            /^https?:\/\//.test(value) ? (
              <a key={key} href={value} target="_blank" rel="noreferrer">
                {linkName(key)}
              </a>
            ) : (
              <span key={key} className="dim">
                {key}: {value}
              </span>
            ),
          )}
        </div>
      </div>
      <dl className="alert-row-facts num">
        <dt>{isFiring ? 'active' : 'pending'}</dt>
        <dd>{since === null ? '–' : <Ago ms={since} suffix="" />}</dd>
        <dt>since</dt>
        <dd>{since === null ? '–' : <TimeText ms={since} />}</dd>
        <dt>value</dt>
        <dd title={alert.value}>{formatValue(parseSample(alert.value), 'short')}</dd>
      </dl>
    </article>
  );
}

/** `runbook_url` is a runbook. */
function linkName(key: string): string {
  const words = key
    .replace(/_?(url|link|uri)$/i, '')
    .replaceAll('_', ' ')
    .trim();
  return words === '' ? 'Link' : words.charAt(0).toUpperCase() + words.slice(1);
}
