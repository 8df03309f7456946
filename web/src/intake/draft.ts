/* Work not yet accepted, kept in this browser under the person's name and removed when accepted or given up. */
import { remembered } from '@/api/session'
import type { ParsedLetter } from '@/api/types'
import type { Meta } from './meta'
import type { Tree } from './tree'

export interface Draft extends ParsedLetter {
  tree: Tree
  meta: Meta
  at: string
}

const key = () => remembered('intake')

export function load_draft(): Draft | null {
  try {
    const text = localStorage.getItem(key())
    const draft = text ? (JSON.parse(text) as Draft) : null
    return draft?.parse?.plain && draft.tree?.items ? draft : null
  } catch {
    return null
  }
}

/** False when the browser will not hold it. */
export function save_draft(draft: Draft): boolean {
  try {
    localStorage.setItem(key(), JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

export function drop_draft(): void {
  localStorage.removeItem(key())
}
