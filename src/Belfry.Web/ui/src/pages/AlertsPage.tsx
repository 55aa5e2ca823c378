import { PageHead } from '../components/PageHead';

export default function AlertsPage() {
  return (
    <div className="page">
      <PageHead title="AlertsPage" />
    </div>
  );
}
