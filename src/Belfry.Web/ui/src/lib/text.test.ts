import { describe, expect, it } from 'vitest';
import { labelTexts, matches } from './matches';
import { placeOf } from './promqlError';
import { severityRank, severityTone } from './severity';
import { axisTimes } from './time';

describe('placeOf', () => {
  it('splits the place from the message', () => {
    expect(placeOf('invalid parameter "query": 1:5: parse error: unexpected identifier "bby"')).toEqual({
      message: 'unexpected identifier "bby"',
      line: 1,
      column: 5,
    });
    expect(placeOf('2:13: parse error: unclosed left parenthesis')).toMatchObject({ line: 2, column: 13 });
  });

  it('leaves an error without a place as it is', () => {
    expect(placeOf('query timed out in expression evaluation')).toEqual({
      message: 'query timed out in expression evaluation',
      line: null,
      column: null,
    });
  });
});

describe('matches', () => {
  const texts = ['TargetDown', ...labelTexts({ job: 'node', team: 'Payments' })];
  it.each([
    ['', true],
    ['down', true],
    ['payments down', true],
    ['job=node', true],
    ['job=db', false],
    ['down x', false],
  ])('search "%s"', (search, expected) => expect(matches(search, texts)).toBe(expected));
});

describe('severity', () => {
  it('takes an unknown or missing severity for serious', () => {
    expect(severityTone(undefined)).toBe('critical');
    expect(severityTone('sev-1')).toBe('critical');
  });
  it('ranks critical before warning before info', () => {
    expect(severityRank('Critical')).toBeLessThan(severityRank('warning'));
    expect(severityRank('warning')).toBeLessThan(severityRank('info'));
  });
});

describe('axisTimes', () => {
  const at = (hour: number, minute: number, day = 1): number => new Date(2026, 0, day, hour, minute).getTime() / 1000;
  it('shows seconds only where they matter', () => {
    expect(axisTimes([at(9, 5)], 300)).toEqual(['09:05']);
    expect(axisTimes([at(9, 5)], 15)).toEqual(['09:05:00']);
  });
  it('names the day where it changes', () => {
    expect(axisTimes([at(23, 0), at(0, 0, 2), at(1, 0, 2)], 3600)).toEqual(['23:00', '00:00\n2 Jan', '01:00']);
    expect(axisTimes([at(0, 0, 2)], 86_400)).toEqual(['2 Jan']);
  });
});
