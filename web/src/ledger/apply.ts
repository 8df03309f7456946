/* Many rows changed together: their own fields by the server's bulk endpoint, responsibilities one by one; an answer for each row. */
import { Problem, get, post, request, sentence } from '@/api/client'
import { path_of } from '@/api/schema'
import type { Page, Row } from '@/api/types'
import { type Outcome, type RowChange, merge, role_steps } from './change'
import { add_responsible, change_responsible, end_responsible } from './responsible'
import { holder_of } from './roles'

export const most_rows = 1000
const chunk_of_findings = 40

async function in_turns<T>(list: readonly T[], at_once: number, work: (one: T) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: Math.min(at_once, list.length) }, async () => {
      while (next < list.length) await work(list[next++] as T)
    }),
  )
}

async function apply_fields(path: string, changes: readonly RowChange[], dry_run: boolean): Promise<Outcome[]> {
  const items = changes.filter((c) => Object.keys(c.patch).length).map((c) => ({ id: c.row.id, version: c.row.version, ...c.patch }))
  if (!items.length) return []
  const answer = await post<{ results: Outcome[] }>(`${path}/bulk`, { items }, { dry_run })
  return answer.results.map((r) => ({ ...r, errors: r.errors ?? [] }))
}

async function read_responsibilities(ids: readonly string[]): Promise<Map<string, Row[]>> {
  const out = new Map<string, Row[]>(ids.map((id) => [id, []]))
  for (let i = 0; i < ids.length; i += chunk_of_findings) {
    for (let after: string | null = ''; after !== null; ) {
      const page: Page = await get<Page>(path_of('responsibilities'), { finding_id: ids.slice(i, i + chunk_of_findings).join(','), limit: 500, after: after || null })
      for (const r of page.rows) if (!r.until_on) out.get(String(r.finding_id))?.push(r)
      after = page.next
    }
  }
  return out
}

const dry = { dry_run: true }
async function run_steps(finding: string, role: string, steps: ReturnType<typeof role_steps>, dry_run: boolean, today: string): Promise<void> {
  const path = path_of('responsibilities')
  const key = holder_of(role)
  for (const holder of steps.add) await (dry_run ? post(path, { finding_id: finding, role, [key]: holder }, dry) : add_responsible(finding, role, holder))
  for (const [row, holder] of steps.change) await (dry_run ? request('PATCH', `${path}/${row.id}`, { body: { [key]: holder }, if_match: row.version, ...dry }) : change_responsible(row, holder, today))
  for (const row of steps.end) await (dry_run ? request('PATCH', `${path}/${row.id}`, { body: { until_on: today }, if_match: row.version, ...dry }) : end_responsible(row, today))
}

async function apply_roles(changes: readonly RowChange[], dry_run: boolean, today: string, progress: (done: number) => void): Promise<Outcome[]> {
  const list = changes.filter((c) => c.answering.length)
  if (!list.length) return []
  const known = await read_responsibilities(list.map((c) => c.row.id))
  const out: Outcome[] = []
  let done = 0
  await in_turns(list, 4, async (change) => {
    const outcome: Outcome = { id: change.row.id, status: 'same', errors: [] }
    for (const role of change.answering) {
      const steps = role_steps(known.get(change.row.id) ?? [], role)
      if (!steps.add.length && !steps.change.length && !steps.end.length) continue
      try {
        await run_steps(change.row.id, role.role, steps, dry_run, today)
        if (outcome.status === 'same') outcome.status = 'done'
      } catch (error) {
        outcome.status = error instanceof Problem && error.status === 412 ? 'conflict' : 'refused'
        outcome.errors.push({ field: role.role, message: sentence(error) })
      }
    }
    out.push(outcome)
    progress(++done)
  })
  return out
}

/** Answers for every row of `changes`, in their order. */
export async function apply(path: string, changes: readonly RowChange[], options: { dry_run: boolean; today: string; progress?: (done: number) => void }): Promise<Outcome[]> {
  const found = new Map<string, Outcome>()
  for (const r of await apply_fields(path, changes, options.dry_run)) found.set(r.id, merge(found.get(r.id), r))
  for (const r of await apply_roles(changes, options.dry_run, options.today, options.progress ?? (() => {}))) found.set(r.id, merge(found.get(r.id), r))
  return changes.map((c) => found.get(c.row.id) ?? { id: c.row.id, status: 'same', errors: [] })
}
