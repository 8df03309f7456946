/* How a field's value reads: labels, names, long dates; never ids, never English words where Chinese is meant. */
import { label_of, schema, term_label, word_label } from '@/api/schema'
import { session } from '@/api/session'
import type { Field, Names, Values } from '@/api/types'
import { deadline_text, long_date, long_instant } from '@/format/dates'
import { t } from '@/texts'

/** The JSON keys a field travels as. */
export const keys_of = (field: Field): string[] =>
  field.kind === 'deadline' ? (field.columns ?? [`${field.name}_on`, `${field.name}_as`, `${field.name}_text`]) : [field.name]

export function show(field: Field, row: Values, names: Names): string {
  if (field.kind === 'deadline') {
    const [on, as, text] = keys_of(field).map((k) => row[k] as string | null | undefined)
    return as || on || text ? deadline_text({ on: on ?? null, as: as ?? null, text }) : ''
  }
  if (field.key !== undefined) return (row.extra as Record<string, string> | null | undefined)?.[field.key] ?? ''
  return show_value(field, row[field.name], names)
}

export function show_value(field: Field, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === '') return ''
  switch (field.kind) {
    case 'flag':
      return value ? t.word.yes : t.word.no
    case 'date':
      return long_date(String(value))
    case 'instant':
      return long_instant(String(value), session.value?.offset)
    case 'money':
      return Number(value).toLocaleString('zh-CN', { minimumFractionDigits: 2 })
    case 'share':
      return `${value}%`
    case 'word':
      return word_label(field.of, String(value))
    case 'term':
      return term_label(field.of, String(value))
    case 'ref':
      return names[String(value)] ?? ''
    case 'refs':
      return (Array.isArray(value) ? value : []).map((id) => names[String(id)] ?? '').filter(Boolean).join(t.word.list)
    case 'extra':
      return Object.entries(value as Record<string, string>)
        .filter(([, v]) => v)
        .map(([word, v]) => `${extra_label(field, word)}${t.word.colon}${v}`)
        .join('；')
    case 'blob':
      return ''
    default:
      if (field.name === 'vocabulary') return vocabulary_label(String(value))
      if (field.name === 'profile') return t.profiles[String(value)] ?? String(value)
      return String(value)
  }
}

/** A vocabulary is known by the field that is filled from it. */
export const vocabulary_label = (name: string): string =>
  label_of(schema.value.records.flatMap((r) => r.fields).find((f) => f.kind === 'term' && f.of === name)) || t.vocabularies[name] || name

export const extra_words = (field: Field, record?: string) => schema.value.extra[field.of ?? ''] ?? schema.value.extra[record ?? ''] ?? []
export const extra_label = (field: Field, word: string, record?: string): string =>
  label_of(extra_words(field, record).find((w) => w.word === word)) || word
