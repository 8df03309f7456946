import { describe, expect, it } from 'vitest'
import type { Row } from '@/api/types'
import { after, answers, by_urgency, closes_with, conditions_of, is_late, neighbour, newest_first, steps_of } from './closing'

const row = (id: string, more: object = {}) => ({ id, version: 1, ...more }) as Row
const ids = (rows: Row[]) => rows.map((r) => r.id)

describe('asking for a problem to be closed', () => {
  it('closes with what is done', () => expect(['done', 'mostly_done', 'stage_done', 'continuing', 'not_done'].filter(closes_with)).toEqual(['done', 'mostly_done', 'stage_done']))
  it('tells conditions of the problem from fields of the form, and where each is met', () => {
    const errors = [
      { field: 'alike', code: 'required', message: '“举一反三”不能为空' },
      { code: 'closing_measure_open', message: '措施 ZGJ-2026-C0001 还没有完成' },
      { field: 'cause', code: 'closing_no_cause', message: '没有选定问题成因' },
      { code: 'something_new', message: '另有条件' },
    ]
    expect(conditions_of(errors, answers)).toEqual([
      { message: '措施 ZGJ-2026-C0001 还没有完成', at: 'actions' },
      { message: '没有选定问题成因', at: 'classification' },
      { message: '另有条件', at: '' },
    ])
  })
})

describe('requests and steps', () => {
  it('stand the last turn first, steps in their order', () => {
    expect(ids(newest_first([row('a', { turn: 1 }), row('b', { turn: 3 }), row('c', { turn: 2 })]))).toEqual(['b', 'c', 'a'])
    const steps = [row('a', { closure_request_id: 'r', position: 2 }), row('b', { closure_request_id: 's', position: 1 }), row('c', { closure_request_id: 'r', position: 1 })]
    expect(ids(steps_of(steps, 'r'))).toEqual(['c', 'a'])
  })
  it('are shown by their last day', () => {
    expect(ids(by_urgency([row('a'), row('b', { due_on: '2026-12-02' }), row('c', { due_on: '2026-12-01' }), row('d', { due_on: '2026-11-01', may_veto: true })]))).toEqual(['c', 'b', 'a', 'd'])
    expect([['open', '2026-11-30'], ['open', '2026-12-01'], ['passed', '2026-11-30']].map(([state, due_on]) => is_late(row('a', { state, due_on }), '2026-12-01'))).toEqual([true, false, false])
  })
})

describe('walking through them', () => {
  it('stops at both ends', () => expect([neighbour(['a', 'b'], 'a', 1), neighbour(['a', 'b'], 'b', 1), neighbour(['a', 'b'], 'a', -1), neighbour(['a', 'b'], 'x', 1), neighbour([], 'a', 1)]).toEqual(['b', 'b', 'a', 'a', undefined]))
  it('goes on to the next when one is signed', () => {
    expect(after(['a', 'b', 'c'], ['a', 'c'], 'b')).toBe('c')
    expect(after(['a', 'b'], ['a'], 'b')).toBe('a')
    expect(after(['a'], [], 'a')).toBe(undefined)
    expect(after(['a', 'b', 'c'], ['a', 'c', 'd'], 'b')).toBe('c')
  })
})
