/* What was said in a form: what is empty is not said, and what would be lost with it. */
import type { Values } from '@/api/types'

/** A file that arrived, for a record still to be sent. */
export interface Taken {
  id: string
  name: string
}

const is_blank = (v: unknown): boolean => v === null || v === undefined || (typeof v === 'string' && !v.trim()) || (Array.isArray(v) && !v.length)

/** Something that would be lost; the fields in `light` alone are no work. */
export const is_filled = (values: Values, files: number, light: readonly string[] = []): boolean =>
  files > 0 || Object.entries(values).some(([name, v]) => !light.includes(name) && !is_blank(v))

/** The body of the record: what was left empty is not said. */
export const said_of = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([, v]) => !is_blank(v)))
