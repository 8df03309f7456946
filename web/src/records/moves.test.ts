import { describe, expect, it } from 'vitest'
import { common_moves, movable, type MovablePage, type Move } from './moves'

const move = (event: string, allowed = true): Move => ({ event, label: event, allowed, asks: [], takes: [], why: [] })
const page: MovablePage = {
  rows: [{ id: 'a', version: 1 }, { id: 'b', version: 3 }, { id: 'c', version: 1 }],
  names: {},
  next: null,
  total: 3,
  moves: { a: [move('claim'), move('dispute')], b: [move('claim', false), move('retract')], c: [] },
}

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
