/* Who answers for a finding. Lead unit, lead official and accountable official stand in the ledger as columns, but what is
 * recorded is a responsibility; of these three there is one at a time. */
import { get, post, request } from '@/api/client'
import { path_of } from '@/api/schema'
import type { One, Page, Row } from '@/api/types'
import { holder_of } from './roles'

/** Those who answer now, and those who did: an ended one has a last day. */
export async function responsibilities_of(finding: string): Promise<Page & { past: Row[] }> {
  const page = await get<Page>(path_of('responsibilities'), { finding_id: finding, limit: 200 })
  return { ...page, rows: page.rows.filter((r) => !r.until_on), past: page.rows.filter((r) => r.until_on) }
}

export const add_responsible = (finding: string, role: string, holder: string, more: Record<string, unknown> = {}) =>
  post<One>(path_of('responsibilities'), { finding_id: finding, role, [holder_of(role)]: holder, ...more })

export const set_responsible = (row: Row, body: Record<string, unknown>) =>
  request<One>('PATCH', `${path_of('responsibilities')}/${row.id}`, { body, if_match: row.version })

/** It ends today and stays in the history. */
export const end_responsible = (row: Row, today: string) => set_responsible(row, { until_on: today })

/** Another takes over: the one before ends today and stays to be seen. When the other cannot, nothing has changed. */
export async function change_responsible(row: Row, holder: string, today: string): Promise<void> {
  const ended = await end_responsible(row, today)
  try {
    await add_responsible(String(row.finding_id), String(row.role), holder, { from_on: today, kind: row.kind ?? null })
  } catch (error) {
    await set_responsible(ended.record, { until_on: null }).catch(() => undefined)
    throw error
  }
}

/** One of the three: changed where there is one, added where there is none, ended when `holder` is null. */
export async function set_single(finding: string, role: string, holder: string | null, today = ''): Promise<void> {
  const now = (await responsibilities_of(finding)).rows.find((r) => r.role === role)
  if (now && holder) await change_responsible(now, holder, today)
  else if (holder) await add_responsible(finding, role, holder)
  else if (now) await end_responsible(now, today)
}
