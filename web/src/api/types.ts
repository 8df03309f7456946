/* The shapes of /api/v1 that the generic code needs. What each record holds comes at run time from /api/v1/schema;
 * its compile-time types will come from `rectify schema --typescript` into src/generated/schema.ts. */

export type FieldKind =
  | 'text'
  | 'long_text'
  | 'integer'
  | 'flag'
  | 'date'
  | 'deadline'
  | 'instant'
  | 'money'
  | 'share'
  | 'word'
  | 'term'
  | 'ref'
  | 'refs'
  | 'blob'
  | 'extra'

export interface Labelled {
  label: string
  label_en?: string
}

export interface Field extends Labelled {
  name: string
  kind: FieldKind
  of?: string
  max?: number
  required?: boolean
  sorted?: boolean
  searched?: boolean
  given?: boolean
  fixed?: boolean
  restricted?: boolean
  write?: boolean // this person may write it, in some record at least
  columns?: string[]
  key?: string // one of the office's own columns: its key in the field "extra"
}

export interface RecordType extends Labelled {
  name: string
  plural: string
  scope: 'ledger' | 'site'
  path: string
  fields: Field[]
}

export interface Word extends Labelled {
  word: string
}

export interface Term extends Word {
  id: string
  parent_id: string | null
  retired: boolean
}

export interface Schema {
  records: RecordType[]
  words: Record<string, Word[]>
  terms: Record<string, Term[]>
  extra: Record<string, Word[]>
}

export type Values = Record<string, unknown>
export type Names = Record<string, string>

export interface Row extends Values {
  id: string
  version: number
  created_at?: string
  changed_at?: string
}

export interface Page {
  rows: Row[]
  names: Names
  next: string | null
  total?: number | null // with the first page only
  above?: Heading[] // asked with above=true
}

/** A heading over findings that is no row of this person: its title, as context. */
export interface Heading {
  level: string
  path: string
  title: string
  outline_no: string
  depth: number
}

export interface One {
  record: Row
  above?: Heading[] // over a finding
  names: Names
  may?: { write?: string[]; events?: string[] }
}

export interface Change extends Labelled {
  field: string
  before: string | null
  after: string | null
  erased_before?: boolean
  erased_after?: boolean
}

export interface Version {
  of?: { record: string; label: string; caption: string } // another record than the one asked for
  version: number
  at: string
  event: string
  event_label: string
  actor: string | null
  acting_for: string | null
  via: string
  reason: string | null
  supplier: { unit: string | null; person: string | null; on: string | null } | null
  changes: Change[]
}

export interface PickRow {
  id: string
  label: string
  hint?: string
}

/** What the search box finds: src/ledger/finder.h. */
export interface SearchHit {
  id: string
  finding_id: string | null
  ledger: string // code; '' of the installation
  code: string
  title: string
  hint: string
  field: string // '' in the text of a file
  snippet: string
  matches: [number, number][] // start and length, in characters
}
export interface SearchGroup {
  record: string
  more: boolean
  narrow: boolean
  hits: SearchHit[]
}
export interface SearchResult {
  groups: SearchGroup[]
  ledgers_left_out: number
}

export interface LedgerRef {
  id: string
  code: string
  name: string
  profile: string
  may: string[]
}

export interface Session {
  username: string
  person: { id: string; name: string; post?: string | null; unit?: string | null }
  may: string[] // besides the ledgers
  acting: string | null // who really is here; `person` is then the one he acts for
  delegations: { person_id: string; name: string | null; until_on: string | null }[]
  csrf: string
  must_change_password: boolean
  ledgers: LedgerRef[]
  offset: string
  today: string
  makes_pdf: boolean
  version: string
  confidentiality_ceiling: string
}

export interface Setup {
  needed: boolean
  code: boolean // whether this machine is asked for the set-up code
  step: 'administrator' | 'people' | 'letter' | 'done'
  offset: string
  confidentiality_ceiling: string
  sample: boolean
}

export interface ImportTally {
  new: number
  changed: number
  same: number
}

export interface PeopleImport {
  organisations: ImportTally
  persons: ImportTally
  posts: ImportTally
  accounts: ImportTally
  rows: { sheet: string; row: number; result: 'new' | 'changed' | 'same' | 'refused'; name: string; message: string }[]
  extra_columns: string[]
  problems: { severity: string; place: string; code: string; message: string }[]
  slips?: { name: string; unit: string; username: string; code: string }[]
}

export interface Verification {
  ok: boolean
  chains: { ledger: string; site: string; events: number; head: string }[]
  problems: ({ message?: string; detail?: string; ledger?: string } | string)[]
}

export type Level = 'aspect' | 'item' | 'finding' | 'point' | 'demand' | 'action' | 'other'
export type DueAs = 'day' | 'ten_days' | 'month' | 'quarter' | 'year' | 'ongoing'

export interface ParsedDeadline {
  text: string
  due_on: string | null
  due_as: DueAs
  amount: number | null
  unit: 'workday' | 'day' | 'month' | null
}

export interface ParsedNode {
  id: number
  parent: number
  level: Level
  no: string
  title: string
  text: string
  start: number
  end: number
  deadline: ParsedDeadline | null
  lead_units: string[]
  responsible_units: string[]
  status_text?: string | null
  why?: string
}

export interface Parse {
  characters: number
  plain: string
  nodes: ParsedNode[]
  figures: { label: string; value: number; unit: string; start: number; end: number }[]
  checks: { code: string; severity: 'error' | 'warning' | 'info'; message: string }[]
}

export interface ParsedLetter {
  upload: string
  file_name: string
  parse: Parse
}

export interface IntakeAnswer {
  summary: {
    aspects: number
    items: number
    findings: number
    points: number
    demands: number
    actions: number
    other: number
    characters: number
    claimed_characters: number
    kept: number
    changed: number
    withdrawn: number
  }
  problems: { severity: 'error' | 'warning' | 'info'; code: string; message: string; node?: number | null }[]
  report_id: string | null
  numbers: { first: string; last: string } | null
  units_unmatched: string[]
}

export interface ReportText {
  plain: string
  nodes: { finding_id: string; number: string | null; level: Level; start: number; end: number; title: string }[]
}
