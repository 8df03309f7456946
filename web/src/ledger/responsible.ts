/* Who answers for a finding. Lead unit, lead official and accountable official stand in the ledger as columns, but what is
 * recorded is a responsibility; of these three there is one at a time. */
import { get, post, request } from '@/api/client'
import { path_of } from '@/api/schema'
import type { One, Page, Row } from '@/api/types'
import { holder_of } from './roles'

export async function responsibilities_of(finding: string): Promise<Page> {
  const page = await get<Page>(path_of('responsibilities'), { finding_id: finding, limit: 100 })
  return { ...page, rows: page.rows.filter((r) => !r.until_on) }
}

export const add_responsible = (finding: string, role: string, holder: string) =>
  post<One>(path_of('responsibilities'), { finding_id: finding, role, [holder_of(role)]: holder })

export const change_responsible = (row: Row, holder: string) =>
  request<One>('PATCH', `${path_of('responsibilities')}/${row.id}`, { body: { [holder_of(String(row.role))]: holder }, if_match: row.version })

/** It ends today and stays in the history. */
export const end_responsible = (row: Row, today: string) =>
  request<One>('PATCH', `${path_of('responsibilities')}/${row.id}`, { body: { until_on: today }, if_match: row.version })

/** One of the three: changed where there is one, added where there is none, ended when `holder` is null. */
export async function set_single(finding: string, role: string, holder: string | null, today = ''): Promise<void> {
  const now = (await responsibilities_of(finding)).rows.find((r) => r.role === role)
  if (now && holder) await change_responsible(now, holder)
  else if (holder) await add_responsible(finding, role, holder)
  else if (now) await end_responsible(now, today)
}
