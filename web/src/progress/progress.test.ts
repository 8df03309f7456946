import { describe, expect, it } from 'vitest'
import type { Row } from '@/api/types'
import { body_of, is_returned, newest_first, share_of } from './progress'

describe('a report of progress', () => {
  it('says what was filled in, and nothing else', () => {
    const values = { done: '已公布', percent: 0, obstacle: '  ', next_step: '', occurred_on: null }
    expect(body_of('m', values, [])).toEqual({ corrective_action_id: 'm', done: '已公布', percent: 0 })
    expect(body_of('m', { done: '已公布' }, [{ id: 'a', name: '照片.jpg' }])).toEqual({ corrective_action_id: 'm', done: '已公布', proofs: ['a'] })
  })
  it('reads a share as it is typed', () => expect(['', ' ', '40', '40%', '４０', '100％', '140', '12.5'].map(share_of)).toEqual([null, null, 40, 40, 40, 100, 140, 12.5]))
})

describe('entries', () => {
  it('stand newest first', () => {
    const row = (id: string, occurred_on: string) => ({ id, version: 1, occurred_on }) as Row
    expect(newest_first([row('a', '2026-11-01'), row('b', '2026-11-03'), row('c', '2026-11-01')]).map((r) => r.id)).toEqual(['b', 'c', 'a'])
  })
  it('of a measure sent back wait until it is done again', () => {
    expect(is_returned({ id: 'm', version: 1, state: 'in_progress', return_reason: '缺照片' })).toBe(true)
    expect(is_returned({ id: 'm', version: 1, state: 'done', return_reason: '缺照片' })).toBe(false)
    expect(is_returned({ id: 'm', version: 1, state: 'in_progress', return_reason: null })).toBe(false)
  })
})
