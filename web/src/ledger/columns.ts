/* Which of a finding's fields the ledger can show, and which it shows until the person chooses. */
import { record_type } from '@/api/schema'
import type { Field } from '@/api/types'

const first = ['number', 'level', 'title', 'state', 'horizon', 'lead_unit_id', 'lead_official_id', 'due', 'completion']
const never = new Set(['parent_id', 'path', 'depth', 'position', 'verbatim', 'feedback_report_id', 'inspection_id', 'span_start', 'span_end'])

export function all_columns(): Field[] {
  const fields = record_type('finding')?.fields ?? []
  const rank = (f: Field) => (first.includes(f.name) ? first.indexOf(f.name) : 100)
  return fields.filter((f) => !never.has(f.name) && f.kind !== 'blob').sort((a, b) => rank(a) - rank(b))
}
export const default_columns = (): string[] => all_columns().filter((f) => first.includes(f.name)).map((f) => f.name)

export function width_of(f: Field): string {
  switch (f.name) {
    case 'number':
      return '142px'
    case 'level':
      return '62px'
    case 'title':
      return 'minmax(260px, 4fr)'
    case 'state':
      return '80px'
    case 'horizon':
      return '112px'
    case 'outline_no':
      return '84px'
    case 'completion':
      return '88px'
  }
  switch (f.kind) {
    case 'word':
    case 'term':
      return '92px'
    case 'flag':
      return '72px'
    case 'share':
    case 'integer':
      return '78px'
    case 'date':
      return '122px'
    case 'deadline':
      return '162px'
    case 'money':
      return '110px'
    case 'ref':
      return 'minmax(90px, 1fr)'
    default:
      return 'minmax(140px, 2fr)'
  }
}
