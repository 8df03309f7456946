/* Columns of a list: which, in which order, how wide. Kept for the account, or part of a saved view. */
import type { Field, Word } from '@/api/types'

export interface Column {
  name: string
  width: number
}
export const narrowest = 44
export const widest = 900

/** Fields as columns: each of the office's own columns is one. */
export function column_fields(fields: readonly Field[], own: readonly Word[], never: ReadonlySet<string> = new Set()): Field[] {
  return fields.flatMap((f) => {
    if (never.has(f.name) || f.kind === 'blob') return []
    if (f.kind !== 'extra') return [f]
    return own.map((w) => ({ ...f, name: `extra.${w.word}`, label: w.label, label_en: w.label_en, key: w.word }))
  })
}

export function usual_width(f: Field): number {
  const named: Record<string, number> = { number: 132, level: 72, title: 340, state: 78, horizon: 116, outline_no: 84, completion: 88, lead_unit_id: 128, lead_official_id: 88, accountable_official_id: 88 }
  const kinds: Partial<Record<Field['kind'], number>> = { word: 92, term: 104, flag: 68, share: 80, integer: 78, date: 122, deadline: 146, instant: 150, money: 110, ref: 120, refs: 160, long_text: 260 }
  return named[f.name] ?? kinds[f.kind] ?? 150
}

const clamp = (width: number) => Math.round(Math.min(widest, Math.max(narrowest, width)))

/** What was kept, as far as it still is a field; without any, the usual ones. */
export function arrange(kept: unknown, fields: readonly Field[], usual: readonly string[]): Column[] {
  const known = new Map(fields.map((f) => [f.name, f]))
  const seen = new Set<string>()
  const list = Array.isArray(kept) ? kept : []
  const out = list.flatMap((c): Column[] => {
    const { name, width } = (typeof c === 'string' ? { name: c } : (c ?? {})) as { name?: string; width?: unknown }
    const field = name ? known.get(name) : undefined
    if (!field || seen.has(field.name)) return []
    seen.add(field.name)
    return [{ name: field.name, width: typeof width === 'number' && Number.isFinite(width) ? clamp(width) : usual_width(field) }]
  })
  return out.length ? out : usual.flatMap((name) => (known.has(name) ? [{ name, width: usual_width(known.get(name) as Field) }] : []))
}

/** Puts the column where the other stands. */
export function move(columns: readonly Column[], name: string, to: number): Column[] {
  const from = columns.findIndex((c) => c.name === name)
  const target = Math.max(0, Math.min(columns.length - 1, to))
  if (from < 0 || from === target) return [...columns]
  const out = [...columns]
  out.splice(target, 0, ...out.splice(from, 1))
  return out
}
export const resize = (columns: readonly Column[], name: string, width: number): Column[] => columns.map((c) => (c.name === name ? { ...c, width: clamp(width) } : c))

export function choose(columns: readonly Column[], field: Field, shown: boolean): Column[] {
  const without = columns.filter((c) => c.name !== field.name)
  return shown ? (without.length < columns.length ? [...columns] : [...columns, { name: field.name, width: usual_width(field) }]) : without
}

/** A view names columns and no widths: those are each person's own. */
export const names_of = (columns: readonly Column[]): string => columns.map((c) => c.name).join(',')
export function with_names(names: string, columns: readonly Column[]): { name: string; width?: number }[] {
  const widths = new Map(columns.map((c) => [c.name, c.width]))
  return names.split(',').map((name) => ({ name, ...(widths.has(name) ? { width: widths.get(name) } : {}) }))
}
