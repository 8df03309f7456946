/* The description of every record, from the server: labels, kinds, word lists. Nothing here is written twice. */
import { shallowRef } from 'vue'
import { language } from '@/texts'
import type { Field, Labelled, RecordType, Schema, Word } from './types'
import { get } from './client'
import { ledger } from './session'

const empty: Schema = { records: [], words: {}, terms: {}, extra: {} }
export const schema = shallowRef<Schema>(empty)
let loaded_for: string | null = null
let loading: Promise<void> | null = null

export async function load_schema(again = false): Promise<void> {
  const code = ledger.value?.code ?? ''
  if (!again && loaded_for === code) return
  loading ??= get<Schema>('/api/v1/schema', { ledger: code || null })
    .then((answer) => {
      // an office's own columns belong to the record they stand in
      for (const r of answer.records) for (const f of r.fields) if (f.kind === 'extra') f.of ??= r.name
      schema.value = { ...empty, ...answer }
      loaded_for = code
    })
    .finally(() => {
      loading = null
    })
  return loading
}

export function forget_schema(): void {
  loaded_for = null
}

export const label_of = (x: Labelled | undefined) =>
  x ? (language.value === 'en' ? (x.label_en ?? x.label) : x.label) : ''

export const record_type = (name: string): RecordType | undefined =>
  schema.value.records.find((r) => r.name === name || r.plural === name)

export const field_of = (record: string, field: string): Field | undefined =>
  record_type(record)?.fields.find((f) => f.name === field)

/** Whether this person may add one: he may write all that it cannot be without. */
export const may_add = (type: RecordType | undefined): boolean =>
  !!type?.fields.some((f) => f.write) && type.fields.every((f) => f.write || !f.required || f.given)

/** Whether this person may write the field, in some record at least; the server says more of each record. */
export const may_write = (record: string, field: string): boolean => !!field_of(record, field)?.write

/** Where a record's rows live, in the ledger now open. */
export function path_of(record: string): string {
  const type = record_type(record)
  const path =
    type?.path ?? (record.startsWith('/') ? record : `/api/v1/ledgers/{ledger}/${record}`)
  return path.replace('{ledger}', encodeURIComponent(ledger.value?.code ?? ''))
}
/** An official document of a record, as Word; with /pdf behind it as PDF. */
export const document_path = (kind: string, id: string): string => `${path_of('documents')}/${kind}/${id}`

export const words_of = (list: string | undefined): Word[] => (list ? (schema.value.words[list] ?? []) : [])
export const word_label = (list: string | undefined, word: string): string =>
  label_of(words_of(list).find((w) => w.word === word)) || word

export const terms_of = (vocabulary: string | undefined) =>
  vocabulary ? (schema.value.terms[vocabulary] ?? []) : []
export const term_label = (vocabulary: string | undefined, word: string): string =>
  label_of(terms_of(vocabulary).find((x) => x.word === word || x.id === word)) || word
