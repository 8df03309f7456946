import { describe, expect, it } from 'vitest'
import { type Segments, append, nothing_read, prepend, replace } from './segments'

const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => ({ id: String(from + i) }))
const backwards = (from: number, to: number) => rows(from, to).reverse()
const ids = (list: { id: string }[]) => list.map((r) => r.id).join(' ')

describe('rows from both ends', () => {
  it('reads on to the end', () => {
    let s: Segments<{ id: string }> = append(nothing_read(), rows(0, 3), false)
    s = append(s, rows(3, 5), true)
    expect([ids(s.head), s.complete]).toEqual(['0 1 2 3 4', true])
  })
  it('meets after a jump, from above', () => {
    let s: Segments<{ id: string }> = append(nothing_read(), rows(0, 3), false)
    s = prepend(s, backwards(8, 10), false)
    expect([ids(s.head), ids(s.tail), s.complete]).toEqual(['0 1 2', '8 9', false])
    s = prepend(s, backwards(6, 8), false)
    expect(ids(s.tail)).toBe('6 7 8 9')
    s = append(s, rows(3, 7), false)
    expect([ids(s.head), s.tail.length, s.complete]).toEqual(['0 1 2 3 4 5 6 7 8 9', 0, true])
  })
  it('meets after a jump, from below', () => {
    let s: Segments<{ id: string }> = prepend(append(nothing_read(), rows(0, 3), false), backwards(3, 6), false)
    s = prepend(s, backwards(1, 3), false)
    expect([ids(s.head), s.complete]).toEqual(['0 1 2 3 4 5', true])
  })
  it('a short list is whole after the first look at its end', () => {
    const s = prepend(append(nothing_read<{ id: string }>(), rows(0, 3), false), backwards(0, 5), true)
    expect([ids(s.head), s.complete]).toEqual(['0 1 2 3 4', true])
  })
  it('shows no row twice when rows moved between two pages', () => {
    const s = append(append(nothing_read<{ id: string }>(), rows(0, 3), false), rows(2, 5), false)
    expect(ids(s.head)).toBe('0 1 2 3 4')
  })
  it('replaces a row where it stands', () => {
    const s = replace(prepend(append(nothing_read<{ id: string; x?: number }>(), rows(0, 2), false), backwards(8, 9), false), { id: '8', x: 1 } as { id: string; x?: number })
    expect(s.tail[0]).toEqual({ id: '8', x: 1 })
  })
})
