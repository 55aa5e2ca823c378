import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { usePalette } from '../app/palette';
import { stackValues } from '../lib/series';
import { chartOptions } from './chartOptions';
import type { TimeChartProps } from './TimeChart';

/** The canvas behind TimeChart. A change of data moves the lines; only a change of shape builds the chart anew. */
export default function UPlotCanvas(props: TimeChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const palette = usePalette();
  const latest = useRef(props);
  latest.current = props;

  const { data, stacked, hidden } = props;
  const aligned = useMemo((): uPlot.AlignedData => {
    const values = data.series.map((one) => one.values);
    if (!stacked) return [data.times, ...values];
    // A hidden series takes no part in the stack.
    const shown = values.map((one, index) => (hidden?.has(index) ? one.map(() => null) : one));
    return [data.times, ...stackValues(shown)];
  }, [data, stacked, hidden]);
  const alignedRef = useRef(aligned);
  alignedRef.current = aligned;

  const { unit, height, syncKey, min, max, softMax, filled } = props;
  const shape = [
    data.series.map((one) => one.name).join('\n'),
    unit,
    stacked,
    filled,
    min,
    max,
    softMax,
    syncKey,
    height,
    props.colors?.join(),
    palette.text,
    props.onZoom !== undefined,
    stacked && hidden ? [...hidden].join() : '',
  ].join('|');

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const options = chartOptions(() => latest.current, palette, element.clientWidth, element);
    const plot = new uPlot(options, alignedRef.current, element);
    chart.current = plot;
    const observer = new ResizeObserver(() =>
      plot.setSize({ width: element.clientWidth, height: latest.current.height }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.current = null;
      plot.destroy();
    };
    // `shape` stands for everything the options are made of.
  }, [shape]);

  useEffect(() => {
    chart.current?.setData(aligned, true);
  }, [aligned, props.from, props.to]);

  useEffect(() => {
    const plot = chart.current;
    if (!plot) return;
    plot.batch(() => {
      data.series.forEach((_, index) => {
        const show = !hidden?.has(index);
        if (plot.series[index + 1]?.show !== show) plot.setSeries(index + 1, { show }, false);
      });
    });
  }, [hidden, data.series.length, shape]);

  useEffect(() => {
    const plot = chart.current;
    if (!plot) return;
    const focus = props.highlighted ?? null;
    plot.setSeries(focus === null ? null : focus + 1, { focus: focus !== null }, false);
  }, [props.highlighted, shape]);

  return <div ref={host} role="img" aria-label={props.label} className="chart-host" />;
}
