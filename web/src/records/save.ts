/* Saving changed fields of a record. When somebody else changed the same field meanwhile, the person chooses per field. */
import { shallowRef } from 'vue'
import { type FieldProblem, Problem, get, request } from '@/api/client'
import type { Names, One, RecordType, Row, Values } from '@/api/types'

export interface Conflict {
  type: RecordType
  errors: FieldProblem[]
  names: Names
  answer: (keep_yours: string[] | null) => void
}
export const conflict = shallowRef<Conflict | null>(null)

function ask(type: RecordType, errors: FieldProblem[], names: Names): Promise<string[] | null> {
  return new Promise((done) => {
    conflict.value = {
      type,
      errors,
      names,
      answer: (keep) => {
        conflict.value = null
        done(keep)
      },
    }
  })
}

/** PATCH with If-Match. Answers the record as it is afterwards; throws Problem for everything but a settled conflict. */
export async function save_record(type: RecordType, path: string, row: Row, patch: Values, names: Names): Promise<One> {
  let version = row.version
  let changes = patch
  for (;;) {
    try {
      return await request<One>('PATCH', `${path}/${row.id}`, { body: changes, if_match: version })
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 412) throw error
      const now = await get<One>(`${path}/${row.id}`)
      const keep = await ask(type, error.errors, { ...names, ...now.names })
      const disputed = error.errors.map((e) => e.field)
      changes = Object.fromEntries(Object.entries(changes).filter(([k]) => !disputed.includes(k) || keep?.includes(k)))
      if (keep === null || !Object.keys(changes).length) return now
      version = now.record.version
    }
  }
}
