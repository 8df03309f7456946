/* Claims from the server, and moves to it. */
import { get, post } from '@/api/client'
import { path_of } from '@/api/schema'
import type { Row } from '@/api/types'
import type { Board, MovablePage, MoveResult } from './claims'

export const read_board = (): Promise<Board> => get<Board>(path_of('claim_board'))

export const read_claims = (query: Record<string, string>): Promise<MovablePage> =>
  get<MovablePage>(path_of('claims'), { sort: 'due_on', limit: 200, ...query, moves: true })

/** Every row by itself: one that is refused stops none of the others. */
export async function move_rows(record: string, event: string, rows: readonly Row[], set: Record<string, unknown>): Promise<MoveResult[]> {
  const items = rows.map((r) => ({ id: r.id, version: r.version, ...set }))
  return (await post<{ results: MoveResult[] }>(`${path_of(record)}/moves/${event}`, { items })).results
}
