import { describe, expect, it } from 'vitest'
import type { Row } from '@/api/types'
import { behind, count_below, is_below, visible_rows } from './tree'

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
