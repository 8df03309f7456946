import { describe, expect, it } from 'vitest'
import type { Change, Version } from '@/api/types'
import { bar, day_of, is_told, months_of, phases_of, scale_of, state_on, told_by_day } from './timeline'

const version = (at: string, event: string, more: Partial<Version> = {}): Version => ({ version: 1, at, event, event_label: event, actor: null, acting_for: null, via: 'web', reason: null, supplier: null, changes: [], ...more })
const state = (after: string): Change => ({ field: 'state', label: '状态', before: null, after })
const of = (record: string) => ({ record, label: record, caption: '' })
const life = [
  version('2026-03-01T02:00:00Z', 'add', { changes: [state('已登记')] }),
  version('2026-03-02T17:00:00Z', 'claim', { version: 2, changes: [state('已认领')] }), // already the third in China
  version('2026-03-05T02:00:00Z', 'set', { version: 3 }),
  version('2026-03-05T03:00:00Z', 'pass', { of: of('review_step') }),
  version('2026-03-05T03:00:00Z', 'begin', { of: of('review_step') }),
  version('2026-04-01T02:00:00Z', 'suspend', { version: 4, changes: [state('中止')] }),
]

describe('the life of a finding', () => {
  const phases = phases_of(life, (label) => ({ 已登记: 'registered', 已认领: 'claimed', 中止: 'suspended' })[label] ?? '', '2026-04-10')
  it('is told in the days of the installation', () => expect([day_of('2026-03-02T17:00:00Z'), day_of('2026-03-02T17:00:00Z', '-05:00')]).toEqual(['2026-03-03', '2026-03-02']))
  it('has its states one after the other', () =>
    expect(phases).toEqual([
      { state: 'registered', from: '2026-03-01', to: '2026-03-03' },
      { state: 'claimed', from: '2026-03-03', to: '2026-04-01' },
      { state: 'suspended', from: '2026-04-01', to: '2026-04-10' },
    ]))
  it('knows the state of a day', () => expect([state_on(phases, '2026-03-02'), state_on(phases, '2026-03-20'), state_on(phases, '2026-05-01')]).toEqual(['registered', 'claimed', 'suspended']))
  it('tells what happened, not what was typed', () => {
    expect(life.filter(is_told).map((v) => v.event)).toEqual(['add', 'claim', 'pass', 'suspend'])
    expect(told_by_day(life).map((d) => [d.day, d.events.length])).toEqual([['2026-03-01', 1], ['2026-03-03', 1], ['2026-03-05', 1], ['2026-04-01', 1]])
    const visit = { id: 'v', version: 1, occurred_on: '2026-03-04' }
    expect(told_by_day(life, [visit]).map((d) => [d.day, d.events.length, d.traces.length])).toEqual([['2026-03-01', 1, 0], ['2026-03-03', 1, 0], ['2026-03-04', 0, 1], ['2026-03-05', 1, 0], ['2026-04-01', 1, 0]])
  })
})

describe('the scale', () => {
  const scale = scale_of(['2026-03-01', null, '2026-06-09'], '2026-04-10')
  it('holds every day', () => expect([scale.at('2026-03-01'), scale.at('2026-06-09') < 100, scale.at('2030-01-01')]).toEqual([0, true, 100]))
  it('shows months, of a long life fewer', () => {
    expect(months_of(scale)).toEqual(['2026-04-01', '2026-05-01', '2026-06-01'])
    expect(months_of(scale_of(['2020-01-15', '2026-01-15'], '2026-01-15')).length).toBeLessThanOrEqual(14)
  })
  it('draws a day so that it is seen', () => expect(bar(scale, '2026-04-01', '2026-04-01').width).toBe('0.6%'))
})
