import { expect, test } from 'vitest';
import { cardinalityPath, lastHours, selectorOf } from './drillDown';

test('each step has an address of its own', () => {
  expect(cardinalityPath(null, null)).toBe('status?tab=cardinality');
  expect(cardinalityPath('a_total', null)).toBe('status?tab=cardinality&metric=a_total');
  expect(cardinalityPath('a b', 'path/x')).toBe('status?tab=cardinality&metric=a+b&label=path%2Fx');
});

test('a name that is no identifier is quoted', () => {
  expect(selectorOf('a:b_total')).toBe('a:b_total');
  expect(selectorOf('http.requests "x"')).toBe('{"http.requests \\"x\\""}');
});

test('hours without new series are there, too', () => {
  const hour = 3_600_000;
  const hours = lastHours([
    { start: 100 * hour, value: 7 },
    { start: 102 * hour, value: 3 },
  ]);
  expect(hours.length).toBe(24);
  expect(hours[0]?.start).toBe(79 * hour);
  expect(hours.slice(-3).map((one) => one.value)).toEqual([7, 0, 3]);
  expect(lastHours([])).toEqual([]);
});
