/* A pasted cell as the value of a field. What cannot be understood says why; names are resolved by the server afterwards. */
import type { Field, Values, Word } from '@/api/types'
import { written_day, written_deadline } from '@/format/written'

export interface Context {
  words: readonly Word[] // of a word or term field
  today: string
  deadline_keys: [string, string, string]
  yes: readonly string[]
  no: readonly string[]
  own: Record<string, string> // the office's own columns of this row
}
export type Trouble = 'not_word' | 'not_date' | 'not_number' | 'not_flag' | 'too_long' | 'line_break' | 'required'
export type Converted = { patch: Values } | { names: string[] } | { trouble: Trouble }

const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase()

export function convert(field: Field, text: string, context: Context): Converted {
  const trimmed = text.trim()
  const own = field.key
  if (own !== undefined) {
    const all = { ...context.own }
    if (trimmed) all[own] = trimmed
    else delete all[own]
    return { patch: { extra: all } }
  }
  if (!trimmed) {
    if (field.required) return { trouble: 'required' }
    if (field.kind === 'ref' || field.kind === 'refs') return { names: [] }
    return { patch: field.kind === 'deadline' ? Object.fromEntries(context.deadline_keys.map((k) => [k, null])) : { [field.name]: null } }
  }
  const set = (value: unknown): Converted => ({ patch: { [field.name]: value } })
  switch (field.kind) {
    case 'word':
    case 'term': {
      const one = context.words.find((w) => [w.label, w.label_en ?? '', w.word].some((s) => s && plain(s) === plain(trimmed)))
      return one ? set(one.word) : { trouble: 'not_word' }
    }
    case 'date': {
      const day = written_day(trimmed, context.today)
      return day ? set(day) : { trouble: 'not_date' }
    }
    case 'deadline': {
      const due = written_deadline(trimmed, context.today)
      const [on, as, words] = context.deadline_keys
      return due ? { patch: { [on]: due.on, [as]: due.as, [words]: null } } : { trouble: 'not_date' }
    }
    case 'flag':
      if (context.yes.includes(plain(trimmed))) return set(true)
      return context.no.includes(plain(trimmed)) ? set(false) : { trouble: 'not_flag' }
    case 'integer':
    case 'share': {
      const number = plain(trimmed).replace(/,/g, '').replace(/%$/, '')
      return /^-?\d{1,15}$/.test(number) ? set(Number(number)) : { trouble: 'not_number' }
    }
    case 'money': {
      const number = plain(trimmed).replace(/[,¥元]/g, '')
      return /^-?\d{1,13}(\.\d{1,2})?$/.test(number) ? set(number) : { trouble: 'not_number' }
    }
    case 'ref':
      return { names: [trimmed] }
    case 'refs':
      return { names: trimmed.split(/[、,，;；\n]+/).map((s) => s.trim()).filter(Boolean) }
    default:
      if (field.max && Array.from(trimmed).length > field.max) return { trouble: 'too_long' }
      return field.kind === 'text' && /[\n\r]/.test(trimmed) ? { trouble: 'line_break' } : set(trimmed)
  }
}

export const yes_words = ['是', '有', '对', '√', 'y', 'yes', 'true', '1']
export const no_words = ['否', '无', '不', '×', 'n', 'no', 'false', '0']
