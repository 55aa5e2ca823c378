import { PageHead } from '../../components/PageHead';

export default function QueryPage() {
  return (
    <div className="page">
      <PageHead title="QueryPage" />
    </div>
  );
}
