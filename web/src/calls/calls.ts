/* The week's list of whom to call (叫号): choice and grouping of its rows, sentences, telephone numbers, ways to the records.
 * Pure: which rows are on it, and the working days, are the server's. */
import { days_between } from '@/format/dates'
import { clipped, day_text } from '@/schedule/plan'
import { t } from '@/texts'

export const reasons = ['overdue', 'due', 'silent', 'returned', 'unclaimed', 'plan_owed', 'unanswered', 'occurrence_due', 'report_owed', 'hearing_owed'] as const
export type Reason = (typeof reasons)[number]
export type Kind = 'measure' | 'finding' | 'claim' | 'plan' | 'request' | 'practice' | 'report'
export type Lamp = 'red' | 'yellow' | 'green' | 'none'
export interface CallRow {
  kind: Kind
  id: string
  finding_id: string | null
  number: string
  title: string
  organisation_id: string | null
  organisation: string | null
  person_id: string | null
  person: string | null
  phone: string | null
  reasons: Reason[]
  lamp: Lamp
  due_on: string | null
  days: number | null // working days left; overdue by so many when negative
  last_on: string | null
  note: string | null
}
export interface CallSheet {
  as_of: string
  rules: { due_days: number; silent_days: number }
  counts: Record<Reason | 'rows' | 'units', number>
  more: boolean
  rows: CallRow[]
}

/* ---- which rows, and whose they are ---- */

export interface Choice {
  show: Reason[] // none: all
  text: string
}
/** From the address; what is no reason is left out, the order is that of the chips. */
export const reasons_of = (text: string): Reason[] => reasons.filter((r) => text.split(',').includes(r))

/** Any of the reasons, and the text in the name of the unit or the person. */
export function chosen_rows(rows: readonly CallRow[], choice: Choice): CallRow[] {
  const text = choice.text.trim().toLowerCase()
  const named = (name: string | null) => !!name?.toLowerCase().includes(text)
  return rows.filter((r) => (!choice.show.length || r.reasons.some((x) => choice.show.includes(x))) && (!text || named(r.organisation) || named(r.person)))
}
export interface Called {
  key: string
  name: string | null
  phone: string | null
  rows: CallRow[]
}
export interface Unit {
  key: string
  name: string | null
  rows: CallRow[]
  persons: Called[]
}
/** The server's order is kept: units, within one its persons. */
export function units_of(rows: readonly CallRow[]): Unit[] {
  const units = new Map<string, Unit>()
  const called = new Map<string, Called>()
  for (const r of rows) {
    const key = r.organisation_id ?? ''
    const unit: Unit = units.get(key) ?? { key, name: r.organisation, rows: [], persons: [] }
    units.set(key, unit)
    unit.rows.push(r)
    const whom = `${key} ${r.person_id ?? ''}`
    let person = called.get(whom)
    if (!person) {
      person = { key: whom, name: r.person, phone: r.phone, rows: [] }
      called.set(whom, person)
      unit.persons.push(person)
    }
    person.rows.push(r)
  }
  return [...units.values()]
}
/** Whole units, until there are so many rows: thousands of them make a page slow. */
export function first_units(units: readonly Unit[], rows: number): Unit[] {
  let before = 0
  return units.filter((u) => {
    const shown = before < rows
    before += u.rows.length
    return shown
  })
}
export interface Amount {
  reason: Reason
  count: number
}
/** How many of what; a row with two reasons counts in both. */
export const amounts_of = (rows: readonly CallRow[]): Amount[] => reasons.map((reason) => ({ reason, count: rows.filter((r) => r.reasons.includes(reason)).length })).filter((a) => a.count)
export const amounts_text = (amounts: readonly Amount[]) => amounts.map((a) => t.calls.amount(t.calls.reasons[a.reason], a.count)).join(t.word.list)

/* ---- sentences ---- */

const note_length = 120
const behind = (row: CallRow, as_of: string) => !!row.due_on && row.due_on < as_of
/** Why he is called, with figures. */
export function reason_text(reason: Reason, row: CallRow, as_of: string): string {
  switch (reason) {
    case 'overdue':
      return row.days !== null && row.days < 0 ? t.calls.overdue(-row.days) : t.calls.overdue_only // behind it by days of rest alone
    case 'due':
      return row.due_on === as_of ? t.calls.due_today : row.days ? t.calls.due(row.days) : t.calls.due_resting
    case 'silent':
      return row.last_on ? t.calls.silent(days_between(row.last_on, as_of), day_text(row.last_on, as_of)) : t.calls.silent_ever
    case 'returned':
      return row.note ? t.calls.returned(clipped(row.note, note_length)) : t.calls.reasons.returned
    case 'unclaimed':
      return t.calls.unclaimed
    case 'plan_owed':
      return t.calls.plan_owed
    case 'unanswered':
      return t.calls.unanswered
    case 'occurrence_due':
      return behind(row, as_of) ? t.calls.occurrence_missed : t.calls.occurrence_due
    case 'report_owed':
      return behind(row, as_of) ? t.calls.report_late : t.calls.report_owed
    case 'hearing_owed':
      return t.calls.hearing_owed
  }
}
export const reason_texts = (row: CallRow, as_of: string) => reasons.filter((r) => row.reasons.includes(r)).map((reason) => ({ reason, text: reason_text(reason, row, as_of) }))

/* ---- telephones ---- */

export interface Phone {
  text: string
  href: string | null // null: nothing to dial in it
}
/** What people write in that field: two numbers beside each other, spaces, full-width digits, an extension. */
export function phones_of(text: string | null): Phone[] {
  return (text ?? '')
    .split(/[/／、,，;；\n]+/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [number = '', extension = ''] = part.normalize('NFKC').split(/转|ext\.?/i).map((x) => x.replace(/[^\d+]/g, '')) // prettier-ignore
      return { text: part, href: number.replace('+', '').length < 3 ? null : `tel:${number}${extension && `,${extension}`}` } // a comma waits, then dials on
    })
}

/* ---- ways ---- */

/** Where the line is dealt with. */
export function place_of(row: CallRow): string {
  switch (row.kind) {
    case 'measure':
    case 'practice':
      return `/records/corrective_actions/${row.id}`
    case 'plan':
      return `/plans/${row.id}`
    case 'claim':
      return `/findings/${row.finding_id ?? ''}#claims`
    case 'request':
      return row.finding_id ? `/findings/${row.finding_id}#requests` : `/requests#${row.id}`
    case 'report':
      return row.number ? `/reports/${row.id}` : '/reports' // not begun: the desk
    case 'finding':
      return `/findings/${row.finding_id ?? row.id}`
  }
}
