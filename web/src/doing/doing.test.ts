import { describe, expect, it } from 'vitest'
import type { Row } from '@/api/types'
import { by_leader, by_waiting, days_late, days_waiting, differs, lines_of, may_move, newest_trace_first } from './doing'

const row = (id: string, more: object = {}) => ({ id, version: 1, ...more }) as Row
const ids = (rows: Row[]) => rows.map((r) => r.id)

describe('requests', () => {
  it('wait from the day they were asked until they are answered', () => {
    expect(days_waiting(row('a', { state: 'open', asked_on: '2026-03-01' }), '2026-03-11')).toBe(10)
    expect(days_waiting(row('a', { state: 'answered', asked_on: '2026-03-01', answered_on: '2026-03-04' }), '2026-03-11')).toBe(3)
  })
  it('are late behind the day an answer was wanted by, while open', () => {
    expect(days_late(row('a', { state: 'open', reply_by_on: '2026-03-09' }), '2026-03-11')).toBe(2)
    expect(days_late(row('a', { state: 'open', reply_by_on: '2026-03-11' }), '2026-03-11')).toBe(0)
    expect(days_late(row('a', { state: 'answered', reply_by_on: '2026-03-01' }), '2026-03-11')).toBe(0)
  })
  it('stand by what presses', () => expect(ids(by_waiting([row('a', { state: 'confirmed', reply_by_on: '2026-01-01' }), row('b', { state: 'open', reply_by_on: '2026-03-02' }), row('c', { state: 'open', reply_by_on: '2026-03-01' })]))).toEqual(['c', 'b', 'a']))
})

describe('criteria', () => {
  it('are pasted a line each, without their numbers', () =>
    expect(lines_of('1. 账实相符\n（二）满意度不低于90%\r\n\n ③制度印发执行\n2026年底前完成100户\n一、全部建档')).toEqual(['账实相符', '满意度不低于90%', '制度印发执行', '2026年底前完成100户', '全部建档']))
  it('say when the reviewer found otherwise', () => expect([{ own_met: 'met', met: 'partly' }, { own_met: 'met', met: 'met' }, { own_met: 'met' }].map((c) => differs(row('a', c)))).toEqual([true, false, false]))
})

describe('days', () => {
  it('move only when there is one, and it is not hard', () =>
    expect([{ due_on: '2026-01-01', state: 'in_progress' }, { due_on: '2026-01-01', hard: true }, { state: 'in_progress' }, { due_on: '2026-01-01', state: 'closed' }].map((r) => may_move(row('a', r)))).toEqual([true, false, false, false]))
})

describe('traces', () => {
  it('stand newest first', () => expect(ids(newest_trace_first([row('a', { occurred_on: '2026-01-01' }), row('b', { occurred_on: '2026-02-01' })]))).toEqual(['b', 'a']))
  it('are counted a row a leader', () =>
    expect(by_leader({ visit: [{ value: 'x', count: 1 }, { value: null, count: 7 }], meeting: [{ value: 'x', count: 1 }, { value: 'y', count: 3 }] })).toEqual([
      { id: 'y', total: 3, meeting: 3 },
      { id: 'x', total: 2, visit: 1, meeting: 1 },
    ]))
})
