import { PageHead } from '../components/PageHead';

export default function StatusPage() {
  return (
    <div className="page">
      <PageHead title="StatusPage" />
    </div>
  );
}
