import { describe, expect, it } from 'vitest'
import { is_filled, said_of } from './said'

describe('a draft', () => {
  it('is worth keeping once there is more in it than what stands there anyway', () => {
    expect(is_filled({ occurred_on: '2026-11-30', done: ' ' }, 0, ['occurred_on'])).toBe(false)
    expect(is_filled({ occurred_on: '2026-11-30' }, 0)).toBe(true)
    expect(is_filled({ percent: 0 }, 0)).toBe(true)
    expect(is_filled({ proofs: [] }, 0)).toBe(false)
    expect(is_filled({}, 1)).toBe(true)
  })
  it('says what was filled in, and nothing else', () => expect(said_of({ done: '已公布', percent: 0, obstacle: '  ', next_step: '', proofs: [], occurred_on: null })).toEqual({ done: '已公布', percent: 0 }))
})
