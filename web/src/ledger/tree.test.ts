import { describe, expect, it } from 'vitest'
import type { Row } from '@/api/types'
import { behind, count_below, is_below, is_context, visible_rows, with_headings } from './tree'

const row = (path: string): Row => ({ id: path, version: 1, path, depth: path.length })
const rows = ['a', 'aa', 'aaa', 'ab', 'b', 'ba'].map(row)
const shown = (...closed: string[]) => visible_rows(rows, new Set(closed)).map((r) => r.id).join(' ')

describe('the tree as rows', () => {
  it('hides what stands below a closed row', () => {
    expect(shown()).toBe('a aa aaa ab b ba')
    expect(shown('a')).toBe('a b ba')
    expect(shown('aa')).toBe('a aa ab b ba')
    expect(shown('aa', 'a', 'b')).toBe('a b')
  })
  it('knows where a branch ends', () => {
    expect(rows.map((_, i) => count_below(rows, i))).toEqual([3, 1, 0, 0, 1, 0])
    expect(is_below(row('ab'), row('aa'))).toBe(false)
    expect('aaz' < behind(row('aa')) && behind(row('aa')) < 'ab~').toBe(true)
  })
})

it('headings that are no rows stand before what is below them, once', () => {
  const row = (id: string, path: string): Row => ({ id, version: 1, path })
  const heading = (path: string, title: string) => [path, { path, title, level: 'aspect', outline_no: '', depth: path.length }] as const
  const headings = new Map([heading('a', 'A'), heading('ab', 'AB'), heading('c', 'C')])
  const rows = with_headings([row('1', 'abx'), row('2', 'aby'), row('3', 'az'), row('4', 'd')], headings)
  expect(rows.map((r) => r.id || r.title)).toEqual(['A', 'AB', '1', '2', '3', '4'])
  expect(rows.map(is_context)).toEqual([true, true, false, false, false, false])
  expect(is_context({ id: '', version: 0 })).toBe(false) // the gap
})
