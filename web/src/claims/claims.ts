/* Claims: who has signed for a finding and who has not. */
import type { Names, Row } from '@/api/types'

export interface Tally {
  total: number
  claimed: number
  owed: number
  disputed: number
  overdue: number
  share: number | null
}

export interface Party extends Tally {
  id: string
  last_on: string | null
}

export interface Source {
  id: string | null
  units: Tally
  persons: Tally
}

export interface Board {
  today: string
  claim_days: number
  units: Tally
  persons: Tally
  by_unit: Party[]
  by_person: Party[]
  more: number
  by_report: Source[]
  by_inspection: Source[]
  names: Names
}

export const is_late = (row: Row, today: string): boolean => row.state === 'owed' && !!row.due_on && String(row.due_on) < today

/** Not whole yet: something is owed or disputed. */
export const is_open = (board: Board): boolean => board.units.total + board.persons.total > board.units.claimed + board.persons.claimed
