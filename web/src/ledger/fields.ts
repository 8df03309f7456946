/* Which of a finding's fields the ledger can show, which it shows until the person chooses, which a cell may change. */
import { may_write, record_type } from '@/api/schema'
import type { Field, Row } from '@/api/types'
import { column_fields } from '@/lists/columns'
import { extra_words } from '@/records/value'
import { is_heading } from './deadline'
import { single_roles } from './roles'

export const usual_columns = ['number', 'level', 'title', 'state', 'horizon', 'lead_unit_id', 'lead_official_id', 'due', 'completion']
const never = new Set(['parent_id', 'path', 'depth', 'position', 'span_start', 'span_end'])
/** Long texts and places are read on the finding's own page; a list of them would be heavy. */
const no_column = new Set([...never, 'verbatim'])

const finding_fields = (): Field[] => record_type('finding')?.fields ?? []
const own = () => {
  const extra = finding_fields().find((f) => f.kind === 'extra')
  return extra ? extra_words(extra, 'finding') : []
}
export function ledger_columns(): Field[] {
  const rank = (f: Field) => (usual_columns.includes(f.name) ? usual_columns.indexOf(f.name) : 100)
  return column_fields(finding_fields(), own(), no_column).sort((a, b) => rank(a) - rank(b))
}
export const filter_fields = (): Field[] => column_fields(finding_fields(), own(), never)

/** What every reading needs, besides the columns shown. */
const needed = ['number', 'level', 'title', 'state', 'outline_no', 'path', 'depth', 'parent_id', 'due', 'lead_unit_id']
export function asked_columns(shown: readonly string[]): string {
  const known = new Set(finding_fields().map((f) => f.name))
  return [...new Set([...needed, ...shown.map((n) => (n.startsWith('extra.') ? 'extra' : n))])].filter((n) => known.has(n)).join(',')
}

export function can_edit(f: Field, r: Row | null): boolean {
  if (f.kind === 'blob' || f.name === 'level') return false
  if (f.name in single_roles) return !(r && is_heading(r)) && may_write('responsibility', 'role')
  return !!f.write && !f.given && !f.fixed && !(r && is_heading(r) && f.name !== 'title')
}
