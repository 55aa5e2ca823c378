import { PageHead } from '../components/PageHead';

export default function TargetsPage() {
  return (
    <div className="page">
      <PageHead title="TargetsPage" />
    </div>
  );
}
