import { useAlerts, useRules, useTargets } from '../../api/queries';
import { PageHead } from '../../components/PageHead';
import { ReadError } from '../../components/Notice';
import { FiringAlerts } from './FiringAlerts';
import { MachineSection } from './MachineSection';
import { StateBanner } from './StateBanner';
import { TargetsByJob } from './TargetsByJob';
import './overview.css';

/** What somebody who was just woken needs, in the order needed: is it bad, what is it, since when, and the machine. */
export function OverviewPage() {
  const alerts = useAlerts();
  const targets = useTargets();
  const rules = useRules();
  const updatedAt = Math.min(alerts.dataUpdatedAt, targets.dataUpdatedAt);
  return (
    <div className="page">
      <PageHead title="Overview" updatedAt={updatedAt} />
      <div className="stack">
        <StateBanner
          alerts={alerts.data}
          targets={targets.data}
          groups={rules.data}
          isUnknown={alerts.isError || targets.isError}
          readAt={updatedAt}
        />
        {alerts.data === undefined && <ReadError error={alerts.error} what="Alerts" />}
        {targets.data === undefined && <ReadError error={targets.error} what="Targets" />}
        <FiringAlerts alerts={alerts.data} />
      </div>
      <MachineSection targets={targets.data} />
      <TargetsByJob targets={targets.data} />
    </div>
  );
}
