import {
  IconAlertTriangleFilled,
  IconBellRingingFilled,
  IconCheck,
  IconEyeOff,
  IconLoader,
  IconQuestionMark,
} from '@tabler/icons-react';
import type { Alert, RuleGroup, Target } from '../../api/types';
import { Link } from '../../app/router';
import { Skeleton } from '../../components/Skeletons';
import { TimeText } from '../../components/TimeText';
import { judge, type Health } from './health';

interface Props {
  alerts: Alert[] | undefined;
  targets: Target[] | undefined;
  groups: RuleGroup[] | undefined;
  /** The last read failed: whatever was known is history. */
  isUnknown: boolean;
  readAt: number;
}

/** The big first line. It claims nothing before alerts and targets have been read, and nothing once they cannot be. */
export function StateBanner({ alerts, targets, groups, isUnknown, readAt }: Props) {
  if (isUnknown) {
    const known = alerts && targets ? judge(alerts, targets, groups ?? []) : null;
    return <UnknownState known={known} readAt={readAt} />;
  }
  if (alerts === undefined || targets === undefined) {
    return (
      <div className="state neutral" role="status" aria-busy="true">
        <span className="state-icon">
          <IconLoader size={22} stroke={1.75} aria-hidden="true" />
        </span>
        <div>
          <h2 className="dim">Reading the state…</h2>
          <p>
            <Skeleton width="min(340px, 60%)" />
          </p>
        </div>
      </div>
    );
  }
  const { tone, title, detail } = judge(alerts, targets, groups ?? []);
  const Icon =
    tone === 'ok'
      ? IconCheck
      : tone === 'neutral'
        ? IconEyeOff
        : tone === 'critical'
          ? IconBellRingingFilled
          : IconAlertTriangleFilled;
  const firing = alerts.filter((alert) => alert.state === 'firing').length;
  const pending = alerts.filter((alert) => alert.state === 'pending').length;
  const up = targets.filter((target) => target.health === 'up').length;
  const isAnyDown = targets.some((target) => target.health === 'down');
  return (
    <section className={`state ${tone}`} aria-label="State" aria-live="polite">
      <span className="state-icon">
        <Icon size={24} stroke={2.25} aria-hidden="true" />
      </span>
      <div>
        <h2>{title}</h2>
        <p>{detail}</p>
      </div>
      <div className="state-facts">
        <Fact to="alerts" value={firing} label="firing" tone={firing > 0 ? 'critical' : ''} />
        <Fact to="alerts?state=pending" value={pending} label="pending" tone={pending > 0 ? 'warning' : ''} />
        <Fact to="targets" value={`${up}/${targets.length}`} label="targets up" tone={isAnyDown ? 'critical' : ''} />
      </div>
    </section>
  );
}

function UnknownState({ known, readAt }: { known: Health | null; readAt: number }) {
  return (
    <section className="state neutral" aria-label="State" aria-live="polite">
      <span className="state-icon">
        <IconQuestionMark size={24} stroke={2.25} aria-hidden="true" />
      </span>
      <div>
        <h2>State unknown</h2>
        <p>
          {known === null || readAt === 0 ? (
            'Alerts and targets could not be read yet.'
          ) : (
            <>
              Last known at <TimeText ms={readAt} />: {known.title.toLowerCase()}. All below is from then.
            </>
          )}
        </p>
      </div>
    </section>
  );
}

function Fact(props: { to: string; value: number | string; label: string; tone: string }) {
  return (
    <Link className={`fact ${props.tone}`} to={props.to}>
      <span className="fact-value">{props.value}</span>
      <span className="fact-label">{props.label}</span>
    </Link>
  );
}
