import { describe, expect, it } from 'vitest'
import type { Row } from '@/api/types'
import { common_moves, is_late, is_open, movable, type Board, type MovablePage, type Move, type Tally } from './claims'

const move = (event: string, allowed = true): Move => ({ event, label: event, allowed, asks: [], takes: [], why: [] })
const page: MovablePage = {
  rows: [{ id: 'a', version: 1 }, { id: 'b', version: 3 }, { id: 'c', version: 1 }],
  names: {},
  next: null,
  total: 3,
  moves: { a: [move('claim'), move('dispute')], b: [move('claim', false), move('retract')], c: [] },
}
const tally = (claimed: number, total: number): Tally => ({ total, claimed, owed: total - claimed, disputed: 0, overdue: 0, share: null })

describe('moves', () => {
  it('of several rows are those open for one of them at least', () => {
    expect(common_moves(page, ['a', 'b', 'c']).map((m) => m.event)).toEqual(['claim', 'dispute', 'retract'])
    expect(common_moves(page, ['c'])).toEqual([])
  })
  it('go to the rows that are open for them', () => {
    expect(movable(page, 'claim', ['a', 'b', 'c']).map((r) => r.id)).toEqual(['a'])
    expect(movable(null, 'claim', ['a'])).toEqual([])
  })
})

describe('claims', () => {
  it('are late when the day has passed and nothing was said', () => {
    const row = { id: 'a', version: 1, state: 'owed', due_on: '2026-11-20' } as Row
    expect(is_late(row, '2026-11-20')).toBe(false)
    expect(is_late(row, '2026-11-21')).toBe(true)
    expect(is_late({ ...row, state: 'disputed' }, '2026-11-21')).toBe(false)
  })
  it('are whole when both shares are', () => {
    const board = (units: Tally, persons: Tally) => ({ units, persons }) as Board
    expect(is_open(board(tally(3, 3), tally(2, 3)))).toBe(true)
    expect(is_open(board(tally(3, 3), tally(3, 3)))).toBe(false)
    expect(is_open(board(tally(0, 0), tally(0, 0)))).toBe(false)
  })
})
