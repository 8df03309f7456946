/* Entries and measures from the server. */
import { get } from '@/api/client'
import { path_of } from '@/api/schema'
import type { Page, Row } from '@/api/types'

export const entries_of = (measure: string, more: Record<string, string | number> = {}): Promise<Page> =>
  get<Page>(path_of('progress_entries'), { corrective_action_id: measure, sort: '-occurred_on', ...more })

/** How far the measures are that answer these findings; those that are done are left out. */
export async function shares_of(findings: readonly string[]): Promise<Record<string, Row>> {
  if (!findings.length) return {}
  const query = { answers: [...new Set(findings)].join(','), 'state!': 'done', columns: 'state,percent,reported_on,return_reason', total: 'false', limit: 500 }
  const page = await get<Page>(path_of('corrective_actions'), query)
  return Object.fromEntries(page.rows.map((r) => [r.id, r]))
}
