/* Mirror checks: a check, its items, and the answers of each unit; the matrix is made of them. */
import type { Names, Row } from '@/api/types'
import type { Move } from '@/records/moves'

export interface Answers {
  rows: Row[]
  names: Names
  moves: Record<string, Move[]>
}

export interface UnitLine {
  unit: string
  cells: Record<string, Row> // by item
  total: number
  answered: number
  problems: number
  contradicted: number
}

/** One line a unit, in the order the answers come: that of the units. */
export function lines_of(rows: readonly Row[]): UnitLine[] {
  const lines = new Map<string, UnitLine>()
  for (const r of rows) {
    const unit = String(r.organisation_id)
    let line = lines.get(unit)
    if (!line) lines.set(unit, (line = { unit, cells: {}, total: 0, answered: 0, problems: 0, contradicted: 0 }))
    line.cells[String(r.mirror_item_id)] = r
    if (r.state === 'void') continue
    line.total++
    if (r.state !== 'owed') line.answered++
    if (r.finding_id) line.problems++
    if (r.state === 'contradicted') line.contradicted++
  }
  return [...lines.values()]
}

export const share_of = (line: Pick<UnitLine, 'total' | 'answered'>): number => (line.total ? Math.floor((line.answered * 100) / line.total) : 100)

/** What a cell shows: the state where it has no answer, else the answer. */
export const cell_of = (row: Row | undefined): string => (!row ? '' : row.state === 'answered' ? String(row.answer) : String(row.state))

/** Lines as they are pasted: numbers and bullets at the beginning go, empty lines, too. */
export function matters_of(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/^[\s　]*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[)）.．、]+|[•·●■◆▪\-–*]+)[\s　]*/, '').trim())
    .filter(Boolean)
}
