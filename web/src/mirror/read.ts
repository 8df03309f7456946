/* Answers of a mirror check from the server. */
import { get } from '@/api/client'
import { path_of } from '@/api/schema'
import type { MovablePage } from '@/records/moves'
import type { Answers } from './mirror'

const pages = 20 // of 500: a check has at most 10 000 answers

/** All answers of a check that this person may see. */
export async function answers_of(check: string): Promise<Answers> {
  const all: Answers = { rows: [], names: {}, moves: {} }
  let after: string | null = null
  for (let i = 0; i < pages; i++) {
    const page: MovablePage = await get<MovablePage>(path_of('mirror_answers'), { mirror_check_id: check, limit: 500, moves: true, total: 'false', after })
    all.rows.push(...page.rows)
    Object.assign(all.names, page.names)
    Object.assign(all.moves, page.moves)
    after = page.next
    if (!after) break
  }
  return all
}
