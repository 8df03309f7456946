import { describe, expect, it } from 'vitest'
import type { Version } from '@/api/types'
import { difference } from './versions'

const version = (n: number, ...changes: [string, string, string][]): Version => ({
  version: n, at: '2026-11-20T00:00:00Z', event: 'set', event_label: '修改', actor: '梁永和', acting_for: null, via: 'web', reason: null, supplier: null,
  changes: changes.map(([field, before, after]) => ({ field, label: field, before, after })),
}) // prettier-ignore
const versions = [version(4, ['title', 'C', 'D'], ['position', '1', '2']), version(3, ['title', 'B', 'C'], ['due', '', '3月']), version(2, ['title', 'A', 'B'], ['state', 'x', 'y']), version(1, ['title', '', 'A'])]

describe('difference', () => {
  it('folds the steps between', () => {
    expect(difference(versions, 1, 4).map((d) => [d.field, d.before, d.after])).toEqual([['title', 'A', 'D'], ['state', 'x', 'y'], ['due', '', '3月']])
    expect(difference(versions, 2, 3).map((d) => [d.field, d.before, d.after])).toEqual([['title', 'B', 'C'], ['due', '', '3月']])
  })
  it('turns round', () => {
    expect(difference(versions, 4, 2).map((d) => [d.field, d.before, d.after])).toEqual([['title', 'D', 'B'], ['due', '3月', '']])
  })
  it('says nothing of what came back, or of the same version', () => {
    const there_and_back = [version(3, ['title', 'B', 'A']), version(2, ['title', 'A', 'B']), version(1, ['title', '', 'A'])]
    expect(difference(there_and_back, 1, 3)).toEqual([])
    expect(difference(versions, 2, 2)).toEqual([])
  })
  it('keeps what was destroyed', () => {
    const erased: Version[] = [{ ...version(2, ['phone', '', '']), changes: [{ field: 'phone', label: '电话', before: '', after: '', erased_before: true }] }, version(1, ['phone', '', ''])]
    expect(difference(erased, 1, 2)[0]?.erased_before).toBe(true)
  })
})
