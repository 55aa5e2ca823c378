import { describe, expect, it } from 'vitest';
import {
  alignMatrix,
  firstSampleTime,
  parseSample,
  seriesNames,
  seriesStats,
  seriesText,
  stackValues,
  type MatrixSeries,
} from './series';

const series = (values: [number, string][], metric: Record<string, string> = {}): MatrixSeries => ({ metric, values });

describe('alignMatrix', () => {
  it('leaves a gap where a step has no sample', () => {
    const set = alignMatrix(
      [
        series([
          [100, '1'],
          [110, '2'],
          [140, '3'],
        ]),
      ],
      100,
      140,
      10,
    );
    expect(set.times).toEqual([100, 110, 120, 130, 140]);
    expect(set.series[0]?.values).toEqual([1, 2, null, null, 3]);
  });

  it('puts series that begin and end at different times on one axis', () => {
    const set = alignMatrix([series([[100, '1']], { a: '1' }), series([[120, '9']], { a: '2' })], 100, 120, 10);
    expect(set.series.map((one) => one.values)).toEqual([
      [1, null, null],
      [null, null, 9],
    ]);
  });

  it('draws neither NaN nor infinities', () => {
    const set = alignMatrix(
      [
        series([
          [0, 'NaN'],
          [1, '+Inf'],
          [2, '-Inf'],
          [3, '4'],
        ]),
      ],
      0,
      3,
      1,
    );
    expect(set.series[0]?.values).toEqual([null, null, null, 4]);
  });

  it('finds the slot of a time that a fraction has moved', () => {
    const set = alignMatrix([series([[0.1 + 0.2, '7']])], 0, 0.9, 0.3);
    expect(set.times).toHaveLength(4);
    expect(set.series[0]?.values[1]).toBe(7);
  });

  it('draws a native histogram as its mean', () => {
    const set = alignMatrix([{ metric: {}, histograms: [[0, { count: '4', sum: '10' }]] }], 0, 0, 1);
    expect(set.series[0]?.values).toEqual([2.5]);
  });

  it('has an axis even without series', () => expect(alignMatrix([], 0, 20, 10).times).toEqual([0, 10, 20]));
});

describe('seriesNames', () => {
  it('leaves out what all have in common', () => {
    expect(
      seriesNames([
        { __name__: 'up', job: 'a', site: 'x' },
        { __name__: 'up', job: 'b', site: 'x' },
      ]),
    ).toEqual(['{job="a"}', '{job="b"}']);
  });

  it('leaves out a label that says the same as another', () => {
    const names = seriesNames([
      { job: 'node', instance: 'a:1', mode: 'idle' },
      { job: 'edge', instance: 'b:1', mode: 'idle' },
      { job: 'node', instance: 'a:1', mode: 'user' },
      { job: 'edge', instance: 'b:1', mode: 'user' },
    ]);
    expect(names[0]).toBe('{instance="a:1", mode="idle"}');
    expect(new Set(names).size).toBe(4);
  });

  it('keeps a label that only some have', () => {
    expect(seriesNames([{ a: '1' }, { a: '1', b: '2' }])).toEqual(['{a="1"}', '{b="2"}']);
  });

  it('writes a single series in full', () =>
    expect(seriesNames([{ __name__: 'up', job: 'a' }])).toEqual(['up{job="a"}']));
});

it('writes names that are no identifiers in quotes', () => {
  expect(seriesText({ __name__: 'up', 'a.b': 'c"d' })).toBe('up{"a.b"="c\\"d"}');
  expect(seriesText({ __name__: 'up' })).toBe('up');
});

it('sums up a series without its gaps', () => {
  expect(seriesStats([null, 2, null, 4, 3, null])).toEqual({ min: 2, max: 4, avg: 3, last: 3 });
  expect(seriesStats([null])).toEqual({ min: null, max: null, avg: null, last: null });
});

it('stacks from the first series up and keeps gaps', () => {
  expect(
    stackValues([
      [1, 2, null],
      [10, null, 30],
    ]),
  ).toEqual([
    [1, 2, null],
    [11, null, 30],
  ]);
});

it('finds the earliest sample of several charts', () => {
  const late = alignMatrix([series([[30, '1']])], 0, 40, 10);
  const early = alignMatrix([series([[20, '1']])], 0, 40, 10);
  expect(firstSampleTime([late, early])).toBe(20);
  expect(firstSampleTime([alignMatrix([], 0, 40, 10)])).toBeNull();
});

it.each([
  ['1.5', 1.5],
  ['+Inf', Infinity],
  ['-Inf', -Infinity],
  ['NaN', NaN],
])('reads the sample %s', (text, value) => {
  expect(parseSample(text)).toBe(value);
});
