/* Moves of records along their life cycles. What may be done with one is the server's to say: it sends the moves of each,
 * and the buttons are drawn from them. */
import type { FieldProblem } from '@/api/client'
import type { Page, Row } from '@/api/types'

export interface Move {
  event: string
  label: string
  allowed: boolean
  party?: boolean // his own to make; else he records what somebody else did
  asks: string[]
  takes: string[]
  why: FieldProblem[]
}

export interface MovablePage extends Page {
  moves?: Record<string, Move[]>
}

export interface MoveResult {
  id: string
  status: 'done' | 'same' | 'refused' | 'conflict' | 'not_found'
  errors: FieldProblem[]
}

/** Rows this move is open for. */
export const movable = (page: MovablePage | null, event: string, ids: Iterable<string>): Row[] => {
  const wanted = new Set(ids)
  return (page?.rows ?? []).filter((r) => wanted.has(r.id) && page?.moves?.[r.id]?.some((m) => m.event === event && m.allowed))
}

/** Every event one of these rows is open for, with the form of the first. */
export function common_moves(page: MovablePage | null, ids: Iterable<string>): Move[] {
  const found = new Map<string, Move>()
  for (const id of ids) for (const m of page?.moves?.[id] ?? []) if (m.allowed && !found.has(m.event)) found.set(m.event, m)
  return [...found.values()]
}
