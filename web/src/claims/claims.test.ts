import { describe, expect, it } from 'vitest'
import type { Row } from '@/api/types'
import { is_late, is_open, type Board, type Tally } from './claims'

const tally = (claimed: number, total: number): Tally => ({ total, claimed, owed: total - claimed, disputed: 0, overdue: 0, share: null })

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
