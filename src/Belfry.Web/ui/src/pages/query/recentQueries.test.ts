import { expect, it } from 'vitest';
import { withQuery } from './recentQueries';

it('keeps each query once, the newest first', () => {
  expect(withQuery(['a', 'b', 'c'], ' b ')).toEqual(['b', 'a', 'c']);
});

it('keeps a bounded number, and nothing empty', () => {
  const many = Array.from({ length: 40 }, (_, index) => `q${index}`);
  expect(withQuery(many, 'new')).toHaveLength(40);
  expect(withQuery(many, '   ')).toBe(many);
});
