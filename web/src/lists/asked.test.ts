import { describe, expect, it } from 'vitest'
import { type Asked, clear_filters, filters_of, narrowing, of_problems, params_of, same_params, toggle_question, toggle_state, with_filter, without_filter } from './asked'

describe('a view and its address', () => {
  const params = { 'state!': 'closed', due: '2026-01-01..', level: 'finding,point', 'title~': '台账,本', q: '耕地', sort: '-due', mode: 'list', mine: 'true', lead_unit_id: '', 'category!': '', 'extra.处室': '一,二' }
  it('reads every kind of filter', () => {
    expect(filters_of(params)).toEqual<Asked[]>([
      { field: 'state', compare: 'not', values: ['closed'] },
      { field: 'due', compare: 'range', values: ['2026-01-01', ''] },
      { field: 'level', compare: 'is', values: ['finding', 'point'] },
      { field: 'title', compare: 'holds', values: ['台账,本'] },
      { field: 'lead_unit_id', compare: 'empty', values: [] },
      { field: 'category', compare: 'filled', values: [] },
      { field: 'extra.处室', compare: 'is', values: ['一,二'] },
    ])
    expect(filters_of({ due: 'this_week' })).toEqual([{ field: 'due', compare: 'range', values: ['this_week'] }])
  })
  it('writes what it read', () => {
    let again = clear_filters(params)
    for (const asked of filters_of(params)) again = with_filter(again, asked)
    expect(same_params({ ...again, q: '耕地', mine: 'true' }, params)).toBe(true)
  })
  it('survives an address', () => {
    const address = new URLSearchParams(params).toString()
    expect(params_of(Object.fromEntries(new URLSearchParams(address)))).toEqual(params)
    expect(params_of({ state: ['a', 'b'], due: null })).toEqual({ state: 'a', due: '' })
  })
  it('holds one filter for a field', () => {
    expect(with_filter({ state: 'registered' }, { field: 'state', compare: 'not', values: ['closed'] })).toEqual({ 'state!': 'closed' })
    expect(with_filter({ 'title~': 'x' }, { field: 'title', compare: 'holds', values: [''] })).toEqual({})
    expect(with_filter({ due: '2026-01-01..' }, { field: 'due', compare: 'range', values: ['', ''] })).toEqual({})
    expect(with_filter({}, { field: 'due', compare: 'range', values: ['', '2026-02-01'] })).toEqual({ due: '..2026-02-01' })
    expect(without_filter({ due: '', dues: 'x' }, 'due')).toEqual({ dues: 'x' })
  })
  it('tells what narrows from what shapes', () => {
    expect(narrowing({ sort: 'due', mode: 'list', columns: 'title', view: 'x', q: ' ', open: 'true', mine: 'false', level: 'finding', under: 'x' })).toEqual({ open: 'true', level: 'finding', under: 'x' })
    expect(clear_filters({ sort: 'due', q: 'x', open: 'true', level: 'finding', view: 'v', columns: 'a' })).toEqual({ sort: 'due', columns: 'a' })
    expect(toggle_question(toggle_question({ level: 'x' }, 'mine'), 'mine')).toEqual({ level: 'x' })
  })
  it('asks the state of problems, unless a level was asked for', () => {
    expect(toggle_state({ q: 'x' }, 'claimed')).toEqual({ q: 'x', level: 'finding', state: 'claimed' })
    expect(toggle_state({ q: 'x', level: 'finding', state: 'claimed' }, 'registered')).toEqual({ q: 'x', level: 'finding', state: 'registered' })
    expect(toggle_state({ q: 'x', level: 'finding', state: 'claimed' }, 'claimed')).toEqual({ q: 'x' })
    expect(toggle_state({ 'level!': 'aspect', state: 'claimed' }, 'claimed')).toEqual({ 'level!': 'aspect' })
    expect(of_problems({ level: 'demand' })).toEqual({ level: 'demand' })
  })
  it('compares in any order', () => {
    expect(same_params({ a: '1', b: '2', q: '' }, { b: '2', a: '1', view: 'v' })).toBe(true)
    expect(same_params({ a: '1' }, { a: '2' })).toBe(false)
  })
})
