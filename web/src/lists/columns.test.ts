import { describe, expect, it } from 'vitest'
import type { Field } from '@/api/types'
import { arrange, choose, column_fields, move, names_of, resize, with_names } from './columns'

const field = (name: string, kind: Field['kind'] = 'text'): Field => ({ name, kind, label: name })
const fields = [field('number'), field('title'), field('due', 'deadline'), field('verbatim', 'long_text'), field('file', 'blob')]
const names = (list: { name: string }[]) => list.map((c) => c.name).join(' ')

describe('columns', () => {
  it('are the fields, and each of the office’s own', () => {
    const list = column_fields([...fields, { ...field('extra', 'extra') }], [{ word: '处室', label: '处室意见' }], new Set(['verbatim']))
    expect(names(list)).toBe('number title due extra.处室')
    expect(list.at(-1)).toMatchObject({ kind: 'extra', label: '处室意见', key: '处室' })
  })
  it('keep what was chosen and drop what is no field any more', () => {
    expect(arrange([{ name: 'due', width: 99 }, { name: 'gone', width: 50 }, { name: 'due', width: 10 }, 'title', null, { name: 'number', width: 'x' }], fields, ['title'])).toEqual([
      { name: 'due', width: 99 },
      { name: 'title', width: 340 },
      { name: 'number', width: 132 },
    ])
    for (const bad of [null, undefined, 'x', {}, [], [{ name: 'gone' }]]) expect(names(arrange(bad, fields, ['number', 'title']))).toBe('number title')
  })
  it('move, are resized within bounds, come and go', () => {
    const list = arrange(null, fields, ['number', 'title', 'due'])
    expect(names(move(list, 'due', 0))).toBe('due number title')
    expect(names(move(list, 'number', 9))).toBe('title due number')
    expect(names(move(list, 'gone', 0))).toBe('number title due')
    expect(resize(list, 'due', 5).at(-1)?.width).toBe(44)
    expect(resize(list, 'due', 5000).at(-1)?.width).toBe(900)
    expect(names(choose(list, field('verbatim'), true))).toBe('number title due verbatim')
    expect(names(choose(list, field('title'), false))).toBe('number due')
    expect(choose(list, field('title'), true)).toEqual(list)
  })
  it('are named in a view, with each person’s own widths', () => {
    const mine = resize(arrange(null, fields, ['number', 'title']), 'title', 200)
    expect(names_of(mine)).toBe('number,title')
    expect(arrange(with_names('due,title', mine), fields, [])).toEqual([
      { name: 'due', width: 146 },
      { name: 'title', width: 200 },
    ])
  })
})
