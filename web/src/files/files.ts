/* Files: what can be shown in place, how large they are, what a pasted picture is called, which version stands. */
import type { Row } from '@/api/types'

export const most_bytes = 64 * 1024 * 1024 // of one upload, as the server takes it

export type Shown = 'image' | 'pdf' | 'words' | 'none'

/** By the type the server found in the bytes; the name says nothing. */
export function shown_as(media_type: string | null | undefined): Shown {
  const type = media_type ?? ''
  if (/^image\/(png|jpeg|gif|webp)$/.test(type)) return 'image'
  if (type === 'application/pdf') return 'pdf'
  if (type === 'text/plain' || /wordprocessingml|spreadsheetml/.test(type)) return 'words'
  return 'none'
}

/** 12 KB, 3.4 MB: three digits at most. */
export function size_text(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const units = ['KB', 'MB', 'GB']
  let n = bytes
  let unit = ''
  for (const u of units) {
    if (n < 1000) break
    n /= 1024
    unit = u
  }
  if (!unit) {
    n = bytes / 1024
    unit = 'KB'
  }
  return `${n >= 100 || Number.isInteger(Math.round(n * 10) / 10) ? Math.round(n) : (Math.round(n * 10) / 10).toFixed(1)} ${unit}`
}

/** A picture from the clipboard has no name of its own. */
export function pasted_name(file: { name: string; type: string }, now: Date, word: string): string {
  const generic = !file.name || /^(image|screenshot|pasted)[^.]*\.\w+$/i.test(file.name)
  if (!generic) return file.name
  const two = (n: number) => String(n).padStart(2, '0')
  const stamp = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`
  return `${word}${stamp}.${file.type.split('/')[1]?.replace('jpeg', 'jpg') || 'png'}`
}

/** A file as it stands, and the versions it took the place of, the latest first. */
export interface Standing {
  file: Row
  older: Row[]
}

/** Of these files, in their order, those no other took the place of. A version that was withdrawn gives its place back. */
export function standing_files(rows: readonly Row[]): Standing[] {
  const by_id = new Map(rows.map((r) => [r.id, r]))
  const before = (file: Row): Row[] => {
    const seen = new Set([file.id])
    const older: Row[] = []
    for (let r = by_id.get(String(file.replaces_id)); r && !seen.has(r.id); r = by_id.get(String(r.replaces_id))) {
      seen.add(r.id)
      if (!r.withdrawn) older.push(r)
    }
    return older
  }
  const here = rows.filter((r) => !r.withdrawn).map((file) => ({ file, older: before(file) }))
  const replaced = new Set(here.flatMap((s) => s.older.map((r) => r.id)))
  return here.filter((s) => !replaced.has(s.file.id))
}
