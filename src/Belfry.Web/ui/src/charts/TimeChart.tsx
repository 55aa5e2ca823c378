import { Suspense, lazy } from 'react';
import type { Unit } from '../lib/units';
import type { SeriesSet } from '../lib/series';

export interface TimeChartProps {
  data: SeriesSet;
  /** Seconds since the epoch at both edges, so that charts side by side show the same time. */
  from: number;
  to: number;
  unit: Unit;
  height: number;
  /** What the chart shows, for those who do not see it. */
  label: string;
  stacked?: boolean;
  filled?: boolean;
  /** Fixed ends of the value axis; without, the axis follows the data and includes zero where the data is near it. */
  min?: number;
  max?: number;
  /** The axis reaches at least to here. */
  softMax?: number;
  /** Indexes of series that are switched off. */
  hidden?: ReadonlySet<number>;
  highlighted?: number | null;
  /** Charts with the same key share their crosshair. */
  syncKey?: string;
  colors?: readonly string[];
  onZoom?: (from: number, to: number) => void;
}

const Canvas = lazy(() => import('./UPlotCanvas'));

/** A chart over time. The drawing code arrives later than the page; its place is kept, so nothing jumps. */
export function TimeChart(props: TimeChartProps) {
  return (
    <div className="chart" style={{ height: props.height }}>
      <Suspense fallback={<ChartSkeleton height={props.height} />}>
        <Canvas {...props} />
      </Suspense>
    </div>
  );
}

export function ChartSkeleton({ height }: { height: number }) {
  return <div className="chart-skeleton" style={{ height }} aria-hidden="true" />;
}
