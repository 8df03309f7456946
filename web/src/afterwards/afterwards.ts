/* What can be said of look-backs and outcomes without the server. */
import type { Row } from '@/api/types'
import type { OutcomeFigure } from './read'

/** Where the rows behind a number are: problems on the ledger, everything else among the records. */
export const rows_behind = (record: string, filter: string): string => {
  const place = record === 'findings' ? '/ledger' : record === 'effectiveness_checks' ? '/records/effectiveness_checks' : `/records/${record}`
  return filter ? `${place}?${filter}` : place
}

/** "12000.50" as people read money. */
export const money = (yuan: string): string => Number(yuan).toLocaleString('zh-CN', { minimumFractionDigits: 2 })

/** "-10.00" -> "-10": points are seldom halves. */
export const points = (text: string): string => text.replace(/\.00$/, '')

/** Figures by what they divide, the total apart; a division into one part says no more than the total. */
export function divided(figures: readonly OutcomeFigure[]): { total: OutcomeFigure | undefined; parts: { by: string; rows: OutcomeFigure[] }[] } {
  const total = figures.find((f) => !f.by && !f.value)
  const parts: { by: string; rows: OutcomeFigure[] }[] = []
  for (const f of figures) {
    if (f === total) continue
    const part = parts.find((p) => p.by === f.by)
    if (part) part.rows.push(f)
    else parts.push({ by: f.by, rows: [f] })
  }
  return { total, parts }
}

/** What is planned first, the most urgent of it on top; then what was found, the newest first. */
export const in_order = (checks: readonly Row[]): Row[] => {
  const planned = (r: Row) => (r.state === 'planned' ? 0 : 1)
  return [...checks].sort(
    (a, b) =>
      planned(a) - planned(b) ||
      (planned(a) ? String(b.checked_on ?? '').localeCompare(String(a.checked_on ?? '')) : String(a.planned_on ?? '9999').localeCompare(String(b.planned_on ?? '9999'))) ||
      a.id.localeCompare(b.id),
  )
}

/** Sum of amounts, as text with two decimals: money is never added as fractions. */
export function sum_of(rows: readonly Row[]): string {
  let fen = 0
  for (const r of rows) {
    const [yuan = '0', rest = ''] = String(r.amount ?? '0').split('.')
    fen += Number(yuan) * 100 + Number(rest.padEnd(2, '0').slice(0, 2))
  }
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}
