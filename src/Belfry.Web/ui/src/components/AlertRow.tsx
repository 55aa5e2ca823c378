import type { Alert } from '../api/types';
import { severityTone } from '../lib/severity';
import { LabelSet } from './Labels';
import { Ago, apiTime } from './TimeText';
import './alerts.css';

/** One alert: how bad, what, whose, since when. */
export function AlertRow({ alert, nameShown = true }: { alert: Alert; nameShown?: boolean }) {
  const { alertname, severity } = alert.labels;
  const since = apiTime(alert.activeAt);
  const summary = alert.annotations.summary ?? alert.annotations.message ?? alert.annotations.title;
  const tone = alert.state === 'firing' ? severityTone(severity) : 'pending';
  return (
    <div className={`alert-row ${tone}`}>
      <div className="alert-row-main">
        <div className="alert-row-title">
          {nameShown && <strong>{alertname ?? 'alert without a name'}</strong>}
          <span className={`tag ${tone === 'pending' ? 'warning' : tone}`}>
            {alert.state === 'firing' ? (severity ?? 'firing') : `pending${severity ? ` · ${severity}` : ''}`}
          </span>
          {summary && <span className="alert-row-summary">{summary}</span>}
        </div>
        <LabelSet labels={alert.labels} without={['alertname', 'severity']} />
      </div>
      <div className="alert-row-since dim">{since !== null && <Ago ms={since} suffix="" />}</div>
    </div>
  );
}
