/* Undo and redo over values that never change: going back gives the very same value. */

export interface History<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
}

const kept = 500

export const history_of = <T>(present: T): History<T> => ({ past: [], present, future: [] })

export function record<T>(h: History<T>, next: T): History<T> {
  if (next === h.present) return h
  return { past: [...h.past, h.present].slice(-kept), present: next, future: [] }
}

export function undo<T>(h: History<T>): History<T> {
  if (!h.past.length) return h
  return {
    past: h.past.slice(0, -1),
    present: h.past[h.past.length - 1] as T,
    future: [h.present, ...h.future],
  }
}

export function redo<T>(h: History<T>): History<T> {
  if (!h.future.length) return h
  return { past: [...h.past, h.present], present: h.future[0] as T, future: h.future.slice(1) }
}
