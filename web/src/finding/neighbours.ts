/* Previous and next: in the list the person came from, else in the letter. */

export interface Place {
  at: number // from 0; -1: not in the list
  count: number
  previous?: string
  next?: string
}

export function place_in(order: readonly string[], letter: readonly { finding_id: string }[], id: string): Place {
  const list = order.includes(id) ? order : letter.map((n) => n.finding_id)
  const at = list.indexOf(id)
  return { at, count: at < 0 ? 0 : list.length, previous: at > 0 ? list[at - 1] : undefined, next: at >= 0 ? list[at + 1] : undefined }
}

/** -1, 1 or 0: what a key pressed outside of fields means. */
export function step_of(event: { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean }): number {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return 0
  if (event.key === 'j' || event.key === 'ArrowRight') return 1
  if (event.key === 'k' || event.key === 'ArrowLeft') return -1
  return 0
}
