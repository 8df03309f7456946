/* Two versions of a record, compared from the changes between them. */
import type { Change, Version } from '@/api/types'

/* places in trees and letters are seen as order, never read as numbers */
const places = ['position', 'path', 'depth', 'span_start', 'span_end']
/* what a signature covers is for programs to check */
const digests = ['signed_hash']
const untold = new Set([...places, ...digests])
export const is_told = (change: Change) => !untold.has(change.field)

export interface Difference extends Change {
  erased_before?: boolean
  erased_after?: boolean
}

/** What is different between version `from` and version `to` (either order); fields set back to what they were are not. */
export function difference(versions: readonly Version[], from: number, to: number): Difference[] {
  const [low, high] = from <= to ? [from, to] : [to, from]
  const found = new Map<string, Difference>()
  const steps = versions.filter((v) => v.version > low && v.version <= high).sort((a, b) => a.version - b.version)
  for (const step of steps)
    for (const change of step.changes.filter(is_told)) {
      const known = found.get(change.field)
      if (known) Object.assign(known, { after: change.after, erased_after: change.erased_after })
      else found.set(change.field, { ...change })
    }
  return [...found.values()]
    .filter((d) => (d.before ?? '') !== (d.after ?? '') || d.erased_before || d.erased_after)
    .map((d) => (from <= to ? d : { ...d, before: d.after, after: d.before, erased_before: d.erased_after, erased_after: d.erased_before }))
}
