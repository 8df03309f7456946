/* Hand-overs from the server: what a person carries, and the lists that were signed. */
import { get } from '@/api/client'
import { field_of, label_of, path_of, record_type, word_label } from '@/api/schema'
import type { Names } from '@/api/types'

export interface Holding {
  record: string
  id: string
  finding_id: string | null
  as: string
  number: string
  title: string
  due_on: string
}
export interface Holdings {
  person_id: string
  frozen: boolean
  more: boolean
  rows: Holding[]
  names: Names
}

const path = () => path_of('findings').replace(/findings$/, 'holdings')
export const holdings_of = (person: string): Promise<Holdings> => get<Holdings>(path(), { person_id: person })
export const holdings_signed = (handover: string): Promise<Holdings> => get<Holdings>(path(), { handover_id: handover })

export const what_of = (one: Holding): string => label_of(record_type(one.record))
/** A role by its word; the name of a step as it stands. */
export const as_of = (one: Holding): string => (one.record === 'responsibility' ? word_label(field_of('responsibility', 'role')?.of, one.as) : one.as)
