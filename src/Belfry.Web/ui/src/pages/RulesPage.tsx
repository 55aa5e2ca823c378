import { PageHead } from '../components/PageHead';

export default function RulesPage() {
  return (
    <div className="page">
      <PageHead title="RulesPage" />
    </div>
  );
}
