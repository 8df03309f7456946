/* The figures of a sweep tie: no more is checked than there is, what was found is corrected or left. */
import type { Values } from '@/api/types'

export const sweep_fields = ['sweep_base', 'sweep_checked', 'sweep_found', 'sweep_corrected', 'sweep_left'] as const

/** 'ties', or what does not; '' while too little is typed to say. */
export function sweep_ties(values: Values): '' | 'ties' | 'checked' | 'found' {
  const [base, checked, found, corrected, left] = sweep_fields.map((name) => (typeof values[name] === 'number' ? (values[name] as number) : undefined))
  if (base !== undefined && checked !== undefined && checked > base) return 'checked'
  if (found !== undefined && corrected !== undefined && left !== undefined && found !== corrected + left) return 'found'
  return [base, checked, found, corrected, left].every((n) => n !== undefined) ? 'ties' : ''
}
