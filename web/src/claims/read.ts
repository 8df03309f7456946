/* Claims from the server. */
import { get } from '@/api/client'
import { path_of } from '@/api/schema'
import type { MovablePage } from '@/records/moves'
import type { Board } from './claims'

export const read_board = (): Promise<Board> => get<Board>(path_of('claim_board'))

export const read_claims = (query: Record<string, string>): Promise<MovablePage> =>
  get<MovablePage>(path_of('claims'), { sort: 'due_on', limit: 200, ...query, moves: true })
